/** Tries one mutant: builds the contract with it and runs that contract's tests until one fails. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ContractName, type Mutant, mutate } from './mutant.js'
import { readContract, type Workspace } from './workspace.js'

export type Verdict = 'killed by the build' | 'killed' | 'survived'

/** Figures tell every change apart, whether it is wrong or not; a mutant must fail for what it does. */
const isFigures = /^(gas|costs|gas-.*|trie-storage|sizes?)\.test\.js$/

export async function tryMutant(
  workspace: Workspace,
  contract: ContractName,
  mutant: Mutant,
): Promise<Verdict> {
  const source = readContract(workspace.root, mutant.file)
  workspace.write(mutant.file, mutate(source, mutant))
  try {
    if (!(await succeeds(workspace.root, ['scripts/dist/build-contracts.js', contract])))
      return 'killed by the build'
    const [first, rest] = testFiles(workspace.root, contract, mutant.first ?? [])
    for (const files of [first, rest]) {
      if (files.length > 0 && !(await runTests(workspace.root, files))) return 'killed'
    }
    return 'survived'
  } finally {
    workspace.write(mutant.file, source)
  }
}

/** The contract's tests pass without a mutant; otherwise nothing below means anything. */
export async function baselineHolds(
  workspace: Workspace,
  contract: ContractName,
): Promise<boolean> {
  if (!(await succeeds(workspace.root, ['scripts/dist/build-contracts.js', contract]))) return false
  return runTests(workspace.root, testFiles(workspace.root, contract, [])[1])
}

function testFiles(
  root: string,
  contract: ContractName,
  first: readonly string[],
): readonly [first: string[], rest: string[]] {
  const folder = join('tests', 'dist', 'contracts', contract)
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  const tests = names.filter((name) => name.endsWith('.test.js') && !isFigures.test(name))
  const isFirst = (name: string) => first.includes(name.slice(0, -'.test.js'.length))
  const paths = (chosen: readonly string[]) => chosen.map((name) => join(folder, name))
  return [paths(tests.filter(isFirst)), paths(tests.filter((name) => !isFirst(name)))]
}

function runTests(root: string, files: readonly string[]): Promise<boolean> {
  const ava = 'node_modules/ava/entrypoints/cli.mjs'
  return succeeds(root, [ava, '--fail-fast', '--concurrency', '1', '--timeout', '30m', ...files])
}

function succeeds(root: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: 'ignore' })
    child.on('close', (status) => resolve(status === 0))
  })
}
