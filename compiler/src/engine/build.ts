import { commands, runLLVM } from '@yowasp/clang'
import { readCached, writeCached } from '../cache.js'
import { CompileError } from '../errors.js'
import { optimizeEngine } from './optimize.js'
import { type References, readReferences, stripLinking } from './references.js'
import { engineKey, engineSources } from './sources.js'

/** Both builds of QuickJS: `full` parses JavaScript at build time, `runtime` goes into contracts. */
export type Engines = {
  readonly full: Uint8Array
  readonly runtime: Uint8Array
  readonly references: References
  readonly key: string
}

const commonFlags = [
  '--target=wasm32-wasip1',
  '-std=gnu11',
  // Selects QuickJS's branches without atomics, usable-size and computed goto.
  '-DEMSCRIPTEN',
  '-DCONFIG_BIGNUM',
  '-DCONFIG_VERSION="2021-03-27"',
  '-D_GNU_SOURCE',
  '-DNDEBUG',
  '-ffunction-sections',
  '-fdata-sections',
  '-fno-strict-aliasing',
  '-mbulk-memory',
  '-w',
]
const linkFlags = [
  '--target=wasm32-wasip1',
  '-nostartfiles',
  '-Wl,--no-entry',
  '-Wl,-z,stack-size=262144',
  '-Wl,--stack-first',
  '-Wl,--gc-sections',
  // Symbols and relocations tell what each function and each table of constants refers to.
  '-Wl,--emit-relocs',
]
const shared = ['ext', 'libbf', 'libregexp', 'libunicode', 'cutils', 'format', 'alloc', 'wasi']
const linkSets = {
  full: [...shared, 'full'],
  runtime: [
    ...shared,
    'sha256',
    'sha384',
    'p384',
    'codec',
    'slices',
    'convert',
    'bindings',
    'runtime',
  ],
}
const optimization = '-Oz'
/** Hot loops worth their bytes; they leave the module when a contract does not use them. */
const fastFiles: ReadonlySet<string> = new Set(['p384', 'sha256', 'sha384', 'codec', 'slices'])

/** Builds both engines, or reads them from the content-addressed cache. */
export async function buildEngines(cacheDir: string): Promise<Engines> {
  const sources = engineSources()
  const key = engineKey(
    sources,
    JSON.stringify([commonFlags, linkFlags, linkSets, optimization, 1]),
  )
  const full = readCached(cacheDir, `${key}-full.wasm`)
  const runtime = readCached(cacheDir, `${key}-runtime.wasm`)
  const references = readCached(cacheDir, `${key}-references.json`)
  if (full !== undefined && runtime !== undefined && references !== undefined) {
    return { full, runtime, key, references: JSON.parse(new TextDecoder().decode(references)) }
  }
  // Reads the compiler's own files in silence; the first command would print as it does so.
  const silent = (): void => undefined
  await runLLVM(['clang', '--version'], {}, { fetchProgress: silent, stdout: silent })
  const objects: Record<string, Uint8Array> = {}
  for (const name of new Set([...linkSets.full, ...linkSets.runtime])) {
    const arguments_ = [
      ...commonFlags,
      fastFiles.has(name) ? '-O2' : optimization,
      '-c',
      `${name}.c`,
      '-o',
      `${name}.o`,
    ]
    objects[`${name}.o`] = await clang(arguments_, sources, `${name}.o`)
  }
  const linked = await link(objects, linkSets.runtime)
  const engines = {
    full: await link(objects, linkSets.full),
    runtime: optimizeEngine(stripLinking(linked)),
    references: readReferences(linked),
    key,
  }
  writeCached(cacheDir, `${key}-full.wasm`, engines.full)
  writeCached(cacheDir, `${key}-runtime.wasm`, engines.runtime)
  writeCached(
    cacheDir,
    `${key}-references.json`,
    new TextEncoder().encode(JSON.stringify(engines.references)),
  )
  return engines
}

function link(
  objects: Readonly<Record<string, Uint8Array>>,
  names: readonly string[],
): Promise<Uint8Array> {
  const files = names.map((name) => `${name}.o`)
  return clang([...linkFlags, ...files, '-lm', '-o', 'out.wasm'], objects, 'out.wasm')
}

async function clang(
  words: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  output: string,
): Promise<Uint8Array> {
  const errors: string[] = []
  const decoder = new TextDecoder()
  try {
    const tree = await commands.clang(
      [...words],
      { ...files },
      {
        stderr: (bytes) => {
          if (bytes !== null) errors.push(decoder.decode(bytes))
        },
      },
    )
    const result = tree?.[output]
    if (result instanceof Uint8Array) return result
  } catch (error) {
    // The thrown value carries the whole file tree; only the diagnostics are worth showing.
    const reason = errors.join('') || (error instanceof Error ? error.message : String(error))
    throw new CompileError(`engine build failed at ${output}: ${reason}`)
  }
  throw new CompileError(`engine build made no ${output}: ${errors.join('')}`)
}
