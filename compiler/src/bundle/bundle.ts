import { createRequire } from 'node:module'
import { babel } from '@rollup/plugin-babel'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type OutputChunk, type RollupBuild, rollup } from 'rollup'
import { CompileError } from '../errors.js'
import { droppingUnused } from './drop-unused.js'
import { entryPoints } from './entry-points.js'
import { type ContractMethod, collectMethods } from './methods.js'
import { keepOwnModules } from './own-modules.js'
import { untilStable } from './passes.js'
import { resolveTypeScript } from './resolve-typescript.js'
import { slimLodash } from './slim-lodash.js'

export type Bundle = {
  /** A script that defines the global `contract` with every entry point on it. */
  readonly script: string
  /** Source map (version 3) of the script. */
  readonly sourceMap: string
  /** Names of the exported functions, in order. */
  readonly entries: readonly string[]
  /** Methods found on decorated classes; plain exported functions are not among them. */
  readonly methods: readonly ContractMethod[]
}

/** Bundles a contract with near-sdk-js's own decorator transformation, without what nothing refers to. */
export async function bundleContract(entryPath: string): Promise<Bundle> {
  const require = createRequire(import.meta.url)
  const methods: ContractMethod[] = []
  let build: RollupBuild
  try {
    build = await rollup({
      input: entryPath,
      onwarn(warning) {
        if (warning.code === 'UNRESOLVED_IMPORT') throw new CompileError(warning.message)
      },
      plugins: [
        keepOwnModules(),
        slimLodash(),
        resolveTypeScript(),
        nodeResolve({ extensions: ['.js', '.ts', '.mjs'] }),
        babel({
          babelHelpers: 'bundled',
          babelrc: false,
          configFile: false,
          extensions: ['.ts'],
          plugins: [
            collectMethods(methods),
            require.resolve('near-sdk-js/lib/cli/build-tools/near-bindgen-exporter.js'),
            [require.resolve('@babel/plugin-proposal-decorators'), { version: 'legacy' }],
          ],
          presets: [require.resolve('@babel/preset-typescript')],
        }),
      ],
    })
  } catch (error) {
    if (error instanceof CompileError) throw error
    throw new CompileError(error instanceof Error ? error.message : String(error))
  }
  try {
    const module = await firstChunk(build, 'es')
    const script = await firstChunk(build, 'iife')
    const entries = entryPoints(module.code)
    if (entries.length === 0) {
      throw new CompileError(
        `${entryPath} exports no method; decorate one with @call or @view, or export a function`,
      )
    }
    const whole = { script: script.code, sourceMap: script.map?.toString() ?? '' }
    return { ...untilStable(whole, droppingUnused), entries, methods }
  } finally {
    await build.close()
  }
}

async function firstChunk(build: RollupBuild, format: 'es' | 'iife'): Promise<OutputChunk> {
  const { output } = await build.generate({
    format,
    name: 'contract',
    indent: false,
    strict: true,
    sourcemap: true,
  })
  return output[0]
}
