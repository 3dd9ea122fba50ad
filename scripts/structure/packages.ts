/** What each package may import of the others. */
import { posix } from 'node:path'
import type { SourceFile, SourceTree } from './source-tree.js'

/** Own packages each folder may import (its own files are always allowed). */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  compiler: [],
  devnet: [],
  sdk: [],
  // Contracts see only the compiler's host-function module, never the compiler itself.
  contracts: ['@research-hub/compiler/host'],
  'examples/tiny-lm': [],
  'examples/inference-server': ['@research-hub/tiny-lm'],
  'examples/guides': [
    '@research-hub/sdk',
    '@research-hub/devnet',
    '@research-hub/tiny-lm',
    '@research-hub/inference-server',
  ],
  // Simulations run the contracts' own rules.
  scripts: [
    '@research-hub/contracts',
    '@research-hub/sdk',
    '@research-hub/devnet',
    '@research-hub/compiler',
    '@research-hub/tiny-lm',
    '@research-hub/inference-server',
  ],
  tests: ['@research-hub'],
}

export function checkPackages(tree: SourceTree): readonly string[] {
  return [...tree.values()].flatMap((file) => {
    const folder = Object.keys(allowedImports).find((name) => file.path.startsWith(`${name}/`))
    if (folder === undefined) return []
    return file.imports
      .filter((specifier) => !isAllowed(file, folder, specifier))
      .map((specifier) => `${file.path}: may not import '${specifier}'`)
  })
}

function isAllowed(file: SourceFile, folder: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return !leavesFolder(file.path, folder, specifier)
  if (!specifier.startsWith('@research-hub/')) return true
  const allowed = allowedImports[folder] ?? []
  return allowed.some((prefix) => specifier === prefix || specifier.startsWith(`${prefix}/`))
}

function leavesFolder(path: string, folder: string, specifier: string): boolean {
  const target = posix.join(posix.dirname(path), specifier)
  if (!target.startsWith(`${folder}/`)) return true
  // Within contracts, one contract never imports another: only the common folder is shared.
  const own = path.split('/')[1]
  const other = target.split('/')[1]
  return folder === 'contracts' && own !== other && other !== 'common'
}
