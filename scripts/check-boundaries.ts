/** Fails when a package imports what the architecture forbids, or a source file grows past 600 lines. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from './root.js'

const maxLines = 600

/** Own packages each folder may import (its own files are always allowed). */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  compiler: [],
  devnet: [],
  sdk: [],
  // Contracts see only the compiler's host-function module, never the compiler itself.
  contracts: ['@research-hub/compiler/host'],
  'examples/tiny-lm': [],
  'examples/inference-server': ['@research-hub/sdk', '@research-hub/tiny-lm'],
  'examples/guides': [
    '@research-hub/sdk',
    '@research-hub/devnet',
    '@research-hub/tiny-lm',
    '@research-hub/inference-server',
  ],
  scripts: [
    '@research-hub/sdk',
    '@research-hub/devnet',
    '@research-hub/compiler',
    '@research-hub/tiny-lm',
    '@research-hub/inference-server',
  ],
  tests: ['@research-hub'],
}

const importPattern = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g

const root = findRoot()
const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs', '*.c'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)))

const problems = files.flatMap(checkFile)
for (const problem of problems) process.stdout.write(`${problem}\n`)
process.exit(problems.length === 0 ? 0 : 1)

function checkFile(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const found: string[] = []
  const lines = source.split('\n').length - 1
  const isGenerated = /(^|\/)(generated|vectors|fixtures)\//.test(file)
  if (lines > maxLines && !isGenerated) found.push(`${file}: ${lines} lines, at most ${maxLines}`)
  const folder = Object.keys(allowedImports).find((name) => file.startsWith(`${name}/`))
  if (folder === undefined) return found
  for (const [, specifier] of source.matchAll(importPattern)) {
    if (specifier !== undefined && !isAllowed(file, folder, specifier)) {
      found.push(`${file}: may not import '${specifier}'`)
    }
  }
  return found
}

function isAllowed(file: string, folder: string, specifier: string): boolean {
  if (specifier.startsWith('.')) return !leavesFolder(file, folder, specifier)
  if (!specifier.startsWith('@research-hub/')) return true
  const allowed = allowedImports[folder] ?? []
  return allowed.some((prefix) => specifier === prefix || specifier.startsWith(`${prefix}/`))
}

function leavesFolder(file: string, folder: string, specifier: string): boolean {
  const target = join(file, '..', specifier)
  if (!target.startsWith(`${folder}/`)) return true
  // Within contracts, one contract never imports another: only the common folder is shared.
  const own = file.split('/')[1]
  const other = target.split('/')[1]
  return folder === 'contracts' && own !== other && other !== 'common'
}
