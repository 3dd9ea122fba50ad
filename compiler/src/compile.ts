import { resolve } from 'node:path'
import { describeAbi } from './abi/describe.js'
import { bundleContract } from './bundle/bundle.js'
import { minifyScript } from './bundle/minify.js'
import { usedNames } from './bundle/used-names.js'
import { defaultCacheDir } from './cache.js'
import { buildEngines } from './engine/build.js'
import type { Compile } from './interface.js'
import { checkLimits } from './limits.js'
import { sizeReport } from './report.js'
import { assembleSnapshot } from './snapshot/assemble.js'
import { compileScript } from './snapshot/bytecode.js'

/** nearcore's classic limits (300 Tgas) ended with protocol 83. */
const protocolVersions = { classic: 82, '86': 86, '87': 87, '88': 88 } as const

/** The name under which debug stacks show the bundle. */
const scriptName = 'contract.js'

/** Compiles one contract entry file to a pre-initialised NEAR wasm with its ABI and size report. */
export const compile: Compile = async (entryPath, options = {}) => {
  const entry = resolve(entryPath)
  const profile = options.profile ?? '86'
  const { debug = false, stock = false } = options
  const engines = await buildEngines(options.cacheDir ?? defaultCacheDir(entry))
  const bundle = await bundleContract(entry)
  const names = usedNames(bundle.script)
  const script = debug || stock ? bundle.script : minifyScript(bundle.script)
  const bytecode = compileScript(engines.full, script, scriptName, debug)
  const protocolVersion = protocolVersions[profile]
  const assembled = assembleSnapshot(engines, bytecode, bundle.entries, {
    names,
    protocolVersion,
    stock,
    debug,
  })
  checkLimits(assembled.wasm)
  return {
    wasm: assembled.wasm,
    abi: describeAbi(entry, bundle),
    report: sizeReport(entry, profile, bundle, bytecode, assembled),
    ...(debug ? { sourceMap: bundle.sourceMap } : {}),
  }
}
