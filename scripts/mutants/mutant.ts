/** One-line changes of money- and rank-critical lines; the tests of the contract must notice each. */

export type ContractName = 'channels' | 'competition' | 'ladder' | 'licensing' | 'attestation'

export type Mutant = {
  /** Path below `contracts/`. */
  readonly file: string
  /** Text that stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  /** Names of test files (`lifecycle` for `lifecycle.test.ts`) that are run first, because one of them should notice. */
  readonly first?: readonly string[]
  /** Why no test can tell the difference. A mutant with a reason may survive; it is still run. */
  readonly equivalent?: string
}

export type MutantList = { readonly contract: ContractName; readonly mutants: readonly Mutant[] }

/** Short and unique: contract, file and line. */
export function nameOf(contract: ContractName, mutant: Mutant): string {
  return `${contract} ${mutant.file}: ${oneLine(mutant.find)} -> ${oneLine(mutant.replace)}`
}

/** The mutated source. Throws when the text does not stand in it exactly once: the list is out of date. */
export function mutate(source: string, mutant: Mutant): string {
  const parts = source.split(mutant.find)
  if (parts.length !== 2) {
    throw new Error(
      `${mutant.file}: ${JSON.stringify(mutant.find)} stands there ${parts.length - 1} times, not once`,
    )
  }
  return parts.join(mutant.replace)
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
