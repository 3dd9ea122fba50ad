import { CompileError } from '../errors.js'

/** A running engine at build time, with typed access to its exports and memory. */
export type EngineInstance = {
  readonly memory: WebAssembly.Memory
  readonly call: (name: string, ...values: number[]) => number
  /** Copies bytes into the engine and returns their address. */
  readonly put: (allocator: string, bytes: Uint8Array) => number
}

/** Instantiates an engine whose host functions all refuse: the chain is not there at build time. */
export function startEngine(wasm: Uint8Array): EngineInstance {
  const module = new WebAssembly.Module(new Uint8Array(wasm))
  const env: Record<string, () => never> = {}
  for (const { name } of WebAssembly.Module.imports(module)) {
    env[name] = () => {
      throw new CompileError(
        `the contract calls '${name}' while its module loads; contract code may touch the chain only inside methods`,
      )
    }
  }
  // The engine itself panics when a module asks for the time.
  const panic = (length: bigint, address: bigint): never => {
    const text = new Uint8Array(memory.buffer, Number(address), Number(length))
    throw new CompileError(
      `the contract's module failed while loading: ${new TextDecoder().decode(text)}`,
    )
  }
  const imports = { env: { ...env, panic_utf8: panic } }
  const exports = new WebAssembly.Instance(module, imports).exports
  const memory = memoryOf(exports)
  const call = (name: string, ...values: number[]): number => {
    const target = exports[name]
    if (typeof target !== 'function') throw new CompileError(`engine exports no ${name}`)
    return Number(target(...values) ?? 0) >>> 0
  }
  const put = (allocator: string, bytes: Uint8Array): number => {
    const address = call(allocator, bytes.length + 1)
    new Uint8Array(memory.buffer).set(bytes, address)
    new Uint8Array(memory.buffer)[address + bytes.length] = 0
    return address
  }
  call('_initialize')
  return { memory, call, put }
}

function memoryOf({ memory }: WebAssembly.Exports): WebAssembly.Memory {
  if (!(memory instanceof WebAssembly.Memory)) throw new CompileError('engine exports no memory')
  return memory
}
