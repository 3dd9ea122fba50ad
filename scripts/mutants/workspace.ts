/** A copy of the built repository in which one mutant at a time is tried. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import ts from 'typescript'

const scope = '@research-hub'
const notCopied = new Set(['node_modules', '.git'])

export type Workspace = {
  readonly root: string
  /** Writes a contract's source and what tests import of it. */
  write(file: string, source: string): void
  close(): void
}

/** Packages of the registry are shared with the original, those of the repository are the copy's own. */
export function openWorkspace(root: string): Workspace {
  const copy = mkdtempSync(join(tmpdir(), 'research-hub-mutants-'))
  const filter = (path: string) => !notCopied.has(basename(path))
  cpSync(root, copy, { recursive: true, filter, verbatimSymlinks: true })
  const modules = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules', scope), { recursive: true })
  for (const name of readdirSync(modules)) {
    if (name === scope || name === '.cache') continue
    symlinkSync(join(modules, name), join(copy, 'node_modules', name))
  }
  for (const name of readdirSync(join(modules, scope))) {
    const folder = relative(realpathSync(root), realpathSync(join(modules, scope, name)))
    symlinkSync(join(copy, folder), join(copy, 'node_modules', scope, name))
  }
  return {
    root: copy,
    write: (file, source) => {
      writeFileSync(join(copy, 'contracts', file), source)
      const compiled = join(copy, 'contracts', 'dist', file.replace(/\.ts$/, '.js'))
      writeFileSync(compiled, transpile(source))
    },
    close: () => rmSync(copy, { recursive: true, force: true }),
  }
}

export function readContract(root: string, file: string): string {
  return readFileSync(join(root, 'contracts', file), 'utf8')
}

function transpile(source: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2020,
    verbatimModuleSyntax: true,
  }
  return ts.transpileModule(source, { compilerOptions }).outputText
}
