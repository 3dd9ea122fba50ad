import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder, found from this file whether it runs from source or from `dist`. */
export function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'near.config.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('near.config.json not found above this file')
    folder = parent
  }
  return folder
}
