import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'rollup'

const require = createRequire(import.meta.url)

/** What a contract may import without having it installed: the compiler brings both. */
const bundled: Readonly<Record<string, () => string>> = {
  'near-sdk-js': () => require.resolve('near-sdk-js'),
  '@research-hub/compiler/host': () => fileURLToPath(new URL('../host/index.js', import.meta.url)),
}

/** TypeScript sources import `./x.js` and mean `./x.ts`. */
export function resolveTypeScript(): Plugin {
  return {
    name: 'resolve-typescript',
    async resolveId(specifier, importer) {
      if (importer === undefined) return null
      const fallback = bundled[specifier]
      if (fallback !== undefined) {
        const installed = await this.resolve(specifier, importer, { skipSelf: true })
        return installed === null || installed.external ? fallback() : installed
      }
      if (!specifier.startsWith('.')) return null
      const path = join(dirname(importer), specifier)
      const candidates = [path.replace(/\.js$/, '.ts'), `${path}.ts`, join(path, 'index.ts')]
      return (
        candidates.find((candidate) => candidate.endsWith('.ts') && existsSync(candidate)) ?? null
      )
    },
  }
}
