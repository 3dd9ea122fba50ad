/**
 * Writes the clients' types and method tables into `sdk/src/generated`, from the contracts' ABIs as
 * their sources stand; `--check` only compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from '@research-hub/compiler'
import type { Abi } from './generate/abi.js'
import { applyRules } from './generate/apply-rules.js'
import { renderAttestationRules } from './generate/attestation-rules.js'
import { renderCommonTypes, renderContract } from './generate/contract.js'
import { renderEvents } from './generate/events.js'
import { renderCommonMethods } from './generate/methods.js'
import { rulesOf } from './generate/rules/index.js'
import { findShared, ownPart } from './generate/shared.js'
import { findRoot } from './root.js'

export const contractNames = [
  'channels',
  'competition',
  'ladder',
  'licensing',
  'attestation',
] as const

const entryOf = (name: string): string => join(findRoot(), 'contracts', name, 'contract.ts')

/** Contracts that have an entry file. */
export function presentContracts(): readonly string[] {
  return contractNames.filter((name) => existsSync(entryOf(name)))
}

/** Generated files by path, from the ABIs that `abiOf` gives. */
export async function renderClients(
  abiOf: (name: string) => Promise<Abi>,
): Promise<Readonly<Record<string, string>>> {
  const rendered: Record<string, string> = {}
  const names = presentContracts()
  const contracts = await Promise.all(
    names.map(async (name) =>
      applyRules(name, await abiOf(name), rulesOf[name] ?? { methods: {} }),
    ),
  )
  const shared = findShared(contracts)
  const files = [
    ['common.ts', renderCommonTypes(shared)],
    ['common-methods.ts', renderCommonMethods(shared)],
    ...contracts.flatMap((contract) =>
      Object.entries(renderContract(ownPart(contract, shared), shared)),
    ),
  ] as const
  for (const [file, text] of files) rendered[`sdk/src/generated/${file}`] = text
  rendered['sdk/src/generated/events.ts'] = renderEvents(
    names.map((name) => ({ name, entry: entryOf(name) })),
  )
  return { ...rendered, ...renderAttestationRules() }
}

/** The ABI of a contract's source, without compiling it. */
export async function describeContract(name: string): Promise<Abi> {
  // The compiler leaves the schemas' inner form open; it writes what `Abi` describes.
  return (await describe(entryOf(name))) as unknown as Abi
}

/** The ABI beside the compiled contract. */
export async function builtAbi(name: string): Promise<Abi> {
  return JSON.parse(readFileSync(join(findRoot(), 'build', `${name}.abi.json`), 'utf8')) as Abi
}

if (process.argv[1]?.endsWith('generate-clients.js')) {
  for (const [path, text] of Object.entries(await renderClients(describeContract))) {
    const target = join(findRoot(), path)
    if (!process.argv.includes('--check')) writeFileSync(target, text)
    else if (readFileSync(target, 'utf8') !== text)
      throw new Error(`${path} is out of date; run npm run generate`)
  }
}
