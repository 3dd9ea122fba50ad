/** The one shape of a contract: which files and folders it has, and what `contract.ts` says. */
import type { SourceTree } from './source-tree.js'

const files = ['contract.ts', 'errors.ts', 'interface.ts', 'limits.ts']
const folders = ['actions', 'entry', 'rules', 'state']
const commonFolders = ['entry', 'money', 'state', 'trie', 'wire']

/** `contract.ts` is a docstring and re-exports of whole entry files. */
const contractLine = /^export \* from '\.\.?\/(common\/)?entry\/[a-z-]+\.js'$/

export function checkContractShapes(tree: SourceTree): readonly string[] {
  const entries = new Map<string, Set<string>>()
  for (const path of tree.keys()) {
    const [top, contract, ...rest] = path.split('/')
    if (top !== 'contracts' || contract === undefined || rest.length === 0) continue
    const name = rest.length === 1 ? (rest[0] ?? '') : `${rest[0]}/`
    entries.set(contract, (entries.get(contract) ?? new Set()).add(name))
  }
  return [...entries].flatMap(([contract, found]) => {
    const expected =
      contract === 'common'
        ? commonFolders.map((name) => `${name}/`)
        : [...files, ...folders.map((name) => `${name}/`)]
    return [
      ...[...found]
        .filter((name) => !expected.includes(name))
        .map((name) => `contracts/${contract}/${name}: has no place at a contract's root`),
      ...expected
        .filter((name) => !found.has(name))
        .map((name) => `contracts/${contract}: has no ${name}`),
      ...checkContractFile(tree, `contracts/${contract}/contract.ts`),
    ]
  })
}

function checkContractFile(tree: SourceTree, path: string): readonly string[] {
  const text = tree.get(path)?.text ?? ''
  return text
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !contractLine.test(line))
    .map((line) => `${path}: holds more than re-exports of entry files: ${line.trim()}`)
}
