/** Modules that views fail on: nearcore's `FunctionCallError` in Rust's `{:?}`, and as JSON. */
import { assemble, i32, type Parts } from '../../vm/assemble.js'
import type { Json } from './provocation.js'

export type ViewedModule = {
  readonly wasm: Uint8Array
  readonly method: string
  readonly debug: string
  readonly error: Json
}

function main(code: readonly number[], parts: Parts = {}): Uint8Array {
  return assemble({ functions: [{ type: 0, code }], exports: { main: 0 }, ...parts })
}

const trap = (name: string, text: string, wasm: Uint8Array): ViewedModule => ({
  wasm,
  method: 'main',
  debug: `WasmTrap(${name})`,
  error: { ExecutionError: `WebAssembly trap: ${text}` },
})

const unresolved = (name: string, method: string, wasm = main([])): ViewedModule => ({
  wasm,
  method,
  debug: `MethodResolveError(${name})`,
  error: { MethodResolveError: name },
})

const twoTypes = [
  [[], []],
  [[], [i32]],
] as const

export const viewedModules: readonly ViewedModule[] = [
  unresolved('MethodEmptyName', ''),
  unresolved('MethodNotFound', 'other'),
  unresolved('MethodInvalidSignature', 'main', main([], { types: [[[i32], []]] })),
  trap('Unreachable', 'An `unreachable` opcode was executed.', main([0x00])),
  trap(
    'IncorrectCallIndirectSignature',
    'Call indirect incorrect signature trap.',
    main([0x41, 0, 0x11, 1, 0, 0x1a], { types: twoTypes, table: [1], elements: [0] }),
  ),
  trap(
    'MemoryOutOfBounds',
    'Memory out of bounds trap.',
    main([0x41, 0x7f, 0x28, 2, 0, 0x1a], { memoryPages: 1 }),
  ),
  trap(
    'IllegalArithmetic',
    'An arithmetic exception, e.g. divided by zero.',
    main([0x41, 1, 0x41, 0, 0x6d, 0x1a]),
  ),
  trap('IndirectCallToNull', 'Indirect call to null.', main([0x41, 0, 0x11, 0, 0], { table: [1] })),
  {
    wasm: main([], { imports: [{ name: 'no_such_function', type: 0 }] }),
    method: 'main',
    debug: 'LinkError { msg: "unknown or invalid import" }',
    error: { ExecutionError: 'Link Error: unknown or invalid import' },
  },
  {
    wasm: main([], { types: new Array(1_025).fill([[], []]) }),
    method: 'main',
    debug: 'CompilationError(PrepareError(TooManyTypes))',
    error: { CompilationError: { PrepareError: 'TooManyTypes' } },
  },
  {
    wasm: assemble({
      functions: [{ type: 0, code: [], locals: 49_999 }],
      exports: { main: 0 },
    }),
    method: 'main',
    debug:
      'CompilationError(WasmtimeCompileError { msg: "failed to compile: wasm[0]::function[3]" })',
    error: {
      CompilationError: {
        WasmerCompileError: { msg: 'failed to compile: wasm[0]::function[3]' },
      },
    },
  },
]
