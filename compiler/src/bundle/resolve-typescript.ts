import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'rollup'

/** TypeScript sources import `./x.js` and mean `./x.ts`. */
export function resolveTypeScript(): Plugin {
  return {
    name: 'resolve-typescript',
    resolveId(specifier, importer) {
      if (importer === undefined || !specifier.startsWith('.')) return null
      const path = join(dirname(importer), specifier)
      const candidates = [path.replace(/\.js$/, '.ts'), `${path}.ts`, join(path, 'index.ts')]
      return (
        candidates.find((candidate) => candidate.endsWith('.ts') && existsSync(candidate)) ?? null
      )
    },
  }
}
