import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** `.cache/compiler` below the outermost folder around `path` that holds a package.json. */
export function defaultCacheDir(path: string): string {
  let found = dirname(path)
  for (let folder = found; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) found = folder
  }
  return join(found, '.cache', 'compiler')
}

export function readCached(cacheDir: string, name: string): Uint8Array | undefined {
  const path = join(cacheDir, name)
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined
}

/** Writes beside and renames, so that two builds may race and a reader never sees half a file. */
export function writeCached(cacheDir: string, name: string, bytes: Uint8Array): void {
  mkdirSync(cacheDir, { recursive: true })
  const path = join(cacheDir, name)
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, bytes)
  renameSync(temporary, path)
}
