import { join } from 'node:path'
import { constants, gzipSync } from 'node:zlib'
import { findRoot } from '@research-hub/scripts/root'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { rollup } from 'rollup'
import { minify } from 'terser'

export type BrowserBundle = {
  readonly code: string
  readonly minified: number
  readonly gzipped: number
  /** Files that went in. */
  readonly modules: readonly string[]
}

/** Bundles a module as an application would: resolved for browsers, tree-shaken, minified. */
export async function browserBundle(source: string): Promise<BrowserBundle> {
  const entry = join(findRoot(), 'tests', 'browser-entry.js')
  const build = await rollup({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
      nodeResolve({ browser: true }),
    ],
    onwarn: ({ code, message }) => {
      // Where a dependency puts its comments is not ours to mend.
      if (code !== 'INVALID_ANNOTATION') throw new Error(message)
    },
  })
  const { output } = await build.generate({ format: 'es' })
  await build.close()
  const { code = '' } = await minify(output[0].code, {
    module: true,
    ecma: 2020,
    compress: { passes: 3 },
  })
  const gzipped = gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length
  return { code, minified: code.length, gzipped, modules: output[0].moduleIds }
}
