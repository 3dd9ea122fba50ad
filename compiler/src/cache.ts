import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * `.cache/compiler` below the outermost folder around `path` that holds a package.json, or around the
 * working directory when there is none.
 */
export function defaultCacheDir(path: string): string {
  const root = packageRoot(dirname(path)) ?? packageRoot(process.cwd()) ?? process.cwd()
  return join(root, '.cache', 'compiler')
}

function packageRoot(start: string): string | undefined {
  let found: string | undefined
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) found = folder
    if (folder === dirname(folder)) return found
  }
}

export function readCached(cacheDir: string, name: string): Uint8Array | undefined {
  const path = join(cacheDir, name)
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined
}

/** Writes beside and renames, so that two builds may race and a reader never sees half a file. */
export function writeCached(cacheDir: string, name: string, bytes: Uint8Array): void {
  mkdirSync(cacheDir, { recursive: true })
  const path = join(cacheDir, name)
  const temporary = `${path}.${process.pid}.${randomUUID()}`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}
