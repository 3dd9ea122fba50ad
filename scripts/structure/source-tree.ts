/** The repository's hand-written sources and what each imports, as every rule of this folder looks at them. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

export type SourceFile = {
  /** Relative to the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Specifiers as they are written, of type-only and dynamic imports too. */
  readonly imports: readonly string[]
}

export type SourceTree = ReadonlyMap<string, SourceFile>

/** The tree of `paths` by what `read` gives for each. */
export function sourceTree(paths: readonly string[], read: (path: string) => string): SourceTree {
  return new Map(
    paths.map((path) => {
      const text = read(path)
      return [path, { path, text, imports: importsOf(path, text) }] as const
    }),
  )
}

/** What git tracks or would track below `root`. */
export function readSourceTree(root: string): SourceTree {
  const listing = ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs', '*.c']
  const paths = execFileSync('git', listing, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(root, path)))
  return sourceTree(paths, (path) => readFileSync(join(root, path), 'utf8'))
}

function importsOf(path: string, text: string): readonly string[] {
  if (path.endsWith('.c')) return []
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** The file of the tree that a relative specifier names. */
export function resolveImport(
  tree: SourceTree,
  from: string,
  specifier: string,
): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(from), specifier)
  return [target, target.replace(/\.js$/, '.ts')].find((path) => tree.has(path))
}

/** Files of the tree that a file imports. */
export function importedFiles(tree: SourceTree, file: SourceFile): readonly string[] {
  return file.imports.flatMap((specifier) => resolveImport(tree, file.path, specifier) ?? [])
}

/** Recorded data and what a program writes: neither has to be short nor in a layer. */
export function isGenerated(path: string): boolean {
  return /(^|\/)(generated|vectors|fixtures)\//.test(path)
}
