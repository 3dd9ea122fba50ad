/** `near-ts-compile`: compiles a contract, watches it, or explains a debug stack. */
import { mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compile } from './compile.js'
import { CompileError } from './errors.js'
import { explainStack } from './explain.js'
import type { CompileOptions, Profile } from './interface.js'

const usage = `near-ts-compile <contract.ts> [-o build/contract.wasm] [options]
near-ts-compile explain <contract.map.json> [stack.txt]

  -o, --out FILE     where the wasm goes; .abi.json and .report.json go beside it
  --profile NAME     86 (default), 87, 88 or classic: which host functions the contract may import
  --debug            keep names and lines, log the stack of a panic, write .map.json
  --stock            build as near-sdk-js does, without a snapshot, for comparison
  --cache DIR        where the built engine is kept; .cache/compiler of the package by default
  --report           print sizes by part, exports and imports
  --watch            compile again whenever a file beside the contract changes
  -h, --help         this text

explain reads a stack that a debug build logged, from a file or standard input, and prints it with
the lines of the contract's sources.
`

const profiles: ReadonlySet<string> = new Set(['86', '87', '88', 'classic'])

/** Runs the command line; returns the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    return await run(words)
  } catch (error) {
    // Node's own complaint about an unknown option is a TypeError with a code.
    const isUsage = error instanceof TypeError && 'code' in error
    if (!(error instanceof CompileError) && !isUsage) throw error
    process.stderr.write(`near-ts-compile: ${error.message}\n`)
    return isUsage ? 2 : 1
  }
}

async function run(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      profile: { type: 'string', default: '86' },
      debug: { type: 'boolean', default: false },
      stock: { type: 'boolean', default: false },
      cache: { type: 'string' },
      report: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [first, second, third] = positionals
  if (values.help || first === undefined) {
    process.stdout.write(usage)
    return values.help ? 0 : 2
  }
  if (first === 'explain') return explain(second, third)
  if (!profiles.has(values.profile))
    throw new CompileError(`unknown profile '${values.profile}'; use 86, 87, 88 or classic`)
  const { debug, stock, report } = values
  const options = {
    debug,
    stock,
    profile: values.profile as Profile,
    ...(values.cache === undefined ? {} : { cacheDir: values.cache }),
  }
  const out = values.out ?? join('build', `${basename(first, '.ts')}.wasm`)
  if (!values.watch) return build(first, out, options, report)
  return watchAndBuild(first, () => buildOrTell(first, out, options, report))
}

async function build(
  entry: string,
  out: string,
  options: CompileOptions,
  report: boolean,
): Promise<number> {
  const startedAt = performance.now()
  const result = await compile(entry, options)
  const stem = out.replace(/\.wasm$/, '')
  mkdirSync(dirname(resolve(out)), { recursive: true })
  writeFileSync(out, result.wasm)
  writeFileSync(`${stem}.abi.json`, `${JSON.stringify(result.abi, undefined, 2)}\n`)
  writeFileSync(`${stem}.report.json`, `${JSON.stringify(result.report, undefined, 2)}\n`)
  if (result.sourceMap !== undefined) writeFileSync(`${stem}.map.json`, result.sourceMap)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2)
  process.stdout.write(
    `${out}: ${result.wasm.length} bytes, ${result.report.exports.length} exports, ${seconds} s\n`,
  )
  if (report) process.stdout.write(`${JSON.stringify(result.report, undefined, 2)}\n`)
  return 0
}

/** In watch mode a mistake is told and waited out. */
async function buildOrTell(...args: Parameters<typeof build>): Promise<void> {
  try {
    await build(...args)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    process.stderr.write(`near-ts-compile: ${error.message}\n`)
  }
}

/** Builds now and after every change, one build at a time. */
async function watchAndBuild(entry: string, rebuild: () => Promise<void>): Promise<never> {
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  const next = (): void => {
    last = last.then(rebuild)
  }
  // Watching begins before the first build, so that no change falls between the two. Editors write
  // a file in several steps; a short pause takes them together.
  watch(dirname(resolve(entry)), { recursive: true }, (_event, name) => {
    if (name === null || !/\.(ts|js|mjs)$/.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(next, 50)
  })
  next()
  return new Promise(() => undefined)
}

function explain(mapPath: string | undefined, stackPath: string | undefined): number {
  if (mapPath === undefined) throw new CompileError('explain needs the .map.json of a debug build')
  const stack = readFileSync(stackPath ?? 0, 'utf8')
  process.stdout.write(explainStack(stack, readFileSync(mapPath, 'utf8')))
  return 0
}
