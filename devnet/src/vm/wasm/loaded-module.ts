import type { ProtocolConfig } from '../types/config.js'
import { WasmFormatError } from './bytes.js'
import { createMemorySource } from './memory-source.js'
import { parseModule, type WasmModule } from './module.js'
import { validatedBefore } from './prefix.js'
import { SectionFailure } from './prepare-failure.js'
import { privateImport, rewriteModule } from './rewrite.js'

export type CompiledForm = {
  readonly module: WebAssembly.Module
  /** False for a form that has less memory than the chain gives. */
  readonly isWhole: boolean
  /** What the form imports beside the host functions. */
  readonly imports: WebAssembly.Imports
}

/**
 * A contract's compiled forms. A fresh 64 MiB memory for every call would cost far more than most
 * calls do, so a module starts with little above its data and moves up for good when a call needs
 * more; the last form has what the chain gives.
 */
export type LoadedModule = {
  readonly parsed: WasmModule
  readonly compiled: () => CompiledForm
  /** After a call that needed more memory than the present form has. */
  readonly moveUp: () => void
}

const pageBytes = 65_536
/** Pages beyond the data in the smaller forms. */
const headrooms = [16, 256]

export function loadModule(code: Uint8Array, config: ProtocolConfig): LoadedModule {
  const whole = config.limits.initial_memory_pages
  const parsed = parse(code, config)
  // The rewritten form has a memory; without one of its own a contract may not use any.
  if (!WebAssembly.validate(new Uint8Array(code))) throw new WasmFormatError('module is not valid')
  let sizes = sizesFor(parsed, whole)
  let form = compile(code, config, sizes[0])
  return {
    parsed,
    compiled: () => form(),
    moveUp: () => {
      sizes = sizes.slice(1)
      form = compile(code, config, sizes[0])
    },
  }
}

function parse(code: Uint8Array, { limits }: ProtocolConfig): WasmModule {
  try {
    return parseModule(code, limits)
  } catch (error) {
    if (!(error instanceof SectionFailure)) throw error
    if (WebAssembly.validate(new Uint8Array(validatedBefore(code, error)))) throw error
    throw new WasmFormatError('module is not valid')
  }
}

function compile(
  code: Uint8Array,
  config: ProtocolConfig,
  pages: number | undefined,
): () => CompiledForm {
  const module = new WebAssembly.Module(rewriteModule(code, config, pages).wasm)
  if (pages === undefined) return () => ({ module, isWhole: true, imports: {} })
  const memory = createMemorySource(pages)
  const [from, name] = privateImport.memory
  return () => ({ module, isWhole: false, imports: { [from]: { [name]: memory() } } })
}

function sizesFor({ dataEnd }: WasmModule, whole: number): readonly number[] {
  if (dataEnd === undefined) return []
  const dataPages = Math.ceil(dataEnd / pageBytes)
  return headrooms.map((headroom) => dataPages + headroom).filter((pages) => pages < whole)
}
