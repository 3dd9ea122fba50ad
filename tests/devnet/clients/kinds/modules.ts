/**
 * What a module is refused with, or traps with: nearcore's `FunctionCallError` and the enums below it
 * (core/primitives/src/errors.rs, runtime/near-vm-runner/src/prepare).
 */
import { actions } from 'near-api-js'
import { tgas } from '../../../support/units.js'
import { assemble, i32, leb, type Parts } from '../../vm/assemble.js'
import { type Kind, kinds } from './kind.js'
import type { Json } from './provocation.js'
import { call, type Stage, type Staged } from './stage.js'

/** Deploys a module and calls it in one transaction, which leaves nothing behind. */
async function refuses(
  stage: Stage,
  wasm: Uint8Array,
  error: Json,
  methodName = 'main',
): Promise<Staged> {
  const account = await stage.contract('modules', () => main([]))
  const list = [actions.deployContract(wasm), call(methodName, undefined, 100n * tgas)]
  const bytes = await stage.sign(account, account.accountId, list)
  const kind = { FunctionCallError: error }
  return stage.failed(bytes, account.accountId, kind, { index: 1, methodName })
}

/** One function without parameters, exported as `main`. */
function main(code: readonly number[], parts: Parts = {}): Uint8Array {
  return assemble({ functions: [{ type: 0, code }], exports: { main: 0 }, ...parts })
}

const prepare = (stage: Stage, name: string, wasm: Uint8Array): Promise<Staged> =>
  refuses(stage, wasm, { CompilationError: { PrepareError: name } })

const trap = (stage: Stage, text: string, wasm: Uint8Array): Promise<Staged> =>
  refuses(stage, wasm, { ExecutionError: `WebAssembly trap: ${text}` })

const section = (id: number, ...body: number[]): number[] => [id, ...leb(body.length), ...body]
const text = (value: string): number[] => [value.length, ...Buffer.from(value)]
const repeat = (count: number, code: readonly number[]): number[] =>
  Array.from({ length: count }, () => code).flat()

/** A module of these sections. */
const sections = (...all: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...all.flat()])

/** `count` empty functions of one type, exported or not. */
function functions(count: number, parts: Parts = {}): Uint8Array {
  const one = { type: 0, code: [] as number[] }
  return main([], { functions: new Array(count).fill(one), ...parts })
}

/** `count` functions with so many parameters each. */
const withParams = (count: number, params: number): Uint8Array =>
  functions(count, { types: [[new Array(params).fill(i32), []]], exports: {} })

const block = [0x02, 0x40, 0x0b]

/** A body of its own, which declares locals. */
const body = (...code: number[]): number[] => [...leb(code.length), ...code]

const oneType = section(1, 1, 0x60, 0, 0)
const oneFunction = section(3, 1, 0)
const oneExport = section(7, 1, ...text('main'), 0, 0)

const notOnWasmtime = 'the engine of these protocols does not give it'

export const prepareErrors: readonly Kind[] = kinds('PrepareError', {
  Serialization: async (stage) =>
    // A name of 100,000 bytes is one that nodes cannot write out again.
    prepare(stage, 'Serialization', main([], { exports: { main: 0, ['n'.repeat(100_000)]: 0 } })),
  Deserialization: (stage) => prepare(stage, 'Deserialization', Uint8Array.of(1, 2, 3, 4)),
  InternalMemoryDeclared: 'a memory of the contract is allowed, and replaced',
  GasInstrumentation: 'what validation lets through can be metered',
  StackHeightInstrumentation: 'what validation lets through can be metered',
  Instantiate: (stage) => {
    // Imports have to come from `env`.
    const foreign = section(2, 1, ...text('other'), ...text('f'), 0, 0)
    return prepare(stage, 'Instantiate', sections(oneType, foreign))
  },
  Memory: (stage) => {
    const table = section(2, 1, ...text('env'), ...text('memory'), 2, 0, 1)
    return prepare(stage, 'Memory', sections(oneType, table))
  },
  TooManyFunctions: (stage) => prepare(stage, 'TooManyFunctions', functions(10_001)),
  TooManyLocals: (stage) => {
    const code = section(10, 1, ...body(1, ...leb(1_000_001), i32, 0x0b))
    return prepare(stage, 'TooManyLocals', sections(oneType, oneFunction, oneExport, code))
  },
  TooManyTables: (stage) => {
    const tables = section(4, 2, 0x70, 0, 1, 0x70, 0, 1)
    return prepare(stage, 'TooManyTables', sections(oneType, oneFunction, tables, oneExport))
  },
  TooManyTableElements: (stage) =>
    prepare(stage, 'TooManyTableElements', main([], { table: [10_001] })),
  FunctionBodyTooLarge: (stage) =>
    prepare(stage, 'FunctionBodyTooLarge', main(new Array(196_608).fill(0x01))),
  InstrumentedCodeTooLarge: (stage) => {
    // A call of a function is two bytes, and ten times that with what meters it.
    const code = repeat(95_000, [0x10, 0])
    const many = new Array(8).fill({ type: 0, code })
    return prepare(stage, 'InstrumentedCodeTooLarge', main([], { functions: many }))
  },
  TooManyBlocksPerFunction: (stage) =>
    prepare(stage, 'TooManyBlocksPerFunction', main(repeat(5_001, block))),
  TooManyBlocksPerContract: (stage) => {
    const full = new Array(11).fill({ type: 0, code: repeat(4_999, block) })
    return prepare(stage, 'TooManyBlocksPerContract', main([], { functions: full }))
  },
  TooManyTypes: (stage) =>
    prepare(stage, 'TooManyTypes', main([], { types: new Array(1_025).fill([[], []]) })),
  TooManyParamsPerFunction: (stage) =>
    prepare(stage, 'TooManyParamsPerFunction', withParams(1, 65)),
  TooManyParamsPerContract: (stage) =>
    prepare(stage, 'TooManyParamsPerContract', withParams(1_000, 64)),
  OperandStackTooLarge: (stage) => {
    // An i32 takes four bytes of the 8,192.
    const pushes = [...repeat(2_049, [0x41, 0]), ...repeat(2_049, [0x1a])]
    return prepare(stage, 'OperandStackTooLarge', main(pushes))
  },
  TooManyGlobals: 'no protocol that was released limits globals',
})

export const compilationErrors: readonly Kind[] = kinds('CompilationError', {
  CodeDoesNotExist: async (stage) => {
    const bytes = await stage.sign(stage.alice, 'test.near', [call('get')])
    const missing = { CodeDoesNotExist: { account_id: 'test.near' } }
    const kind = { FunctionCallError: { CompilationError: missing } }
    return stage.failed(bytes, 'test.near', kind, { methodName: 'get' })
  },
  PrepareError: 'provoked with each PrepareError',
  WasmerCompileError: (stage) => {
    // Cranelift takes no function with so many locals; a node numbers its own three functions first.
    const code = section(10, 1, ...body(1, ...leb(49_999), i32, 0x0b))
    const wasm = sections(oneType, oneFunction, oneExport, code)
    const msg = 'failed to compile: wasm[0]::function[3]'
    return refuses(stage, wasm, { CompilationError: { WasmerCompileError: { msg } } })
  },
})

export const methodErrors: readonly Kind[] = kinds('MethodResolveError', {
  MethodEmptyName: (stage) =>
    refuses(stage, main([]), { MethodResolveError: 'MethodEmptyName' }, ''),
  MethodNotFound: (stage) =>
    refuses(stage, main([]), { MethodResolveError: 'MethodNotFound' }, 'other'),
  MethodInvalidSignature: (stage) =>
    refuses(stage, main([], { types: [[[i32], []]] }), {
      MethodResolveError: 'MethodInvalidSignature',
    }),
})

export const traps: readonly Kind[] = kinds('WasmTrap', {
  Unreachable: (stage) => trap(stage, 'An `unreachable` opcode was executed.', main([0x00])),
  IncorrectCallIndirectSignature: (stage) =>
    trap(
      stage,
      'Call indirect incorrect signature trap.',
      main([0x41, 0, 0x11, 1, 0], {
        types: [
          [[], []],
          [[], [i32]],
        ],
        functions: [{ type: 0, code: [0x41, 0, 0x11, 1, 0, 0x1a] }],
        table: [1],
        elements: [0],
      }),
    ),
  MemoryOutOfBounds: (stage) =>
    trap(
      stage,
      'Memory out of bounds trap.',
      // Loads from the last byte that an address can name.
      main([0x41, 0x7f, 0x28, 2, 0, 0x1a], { memoryPages: 1 }),
    ),
  CallIndirectOOB: notOnWasmtime,
  IllegalArithmetic: (stage) =>
    trap(
      stage,
      'An arithmetic exception, e.g. divided by zero.',
      main([0x41, 1, 0x41, 0, 0x6d, 0x1a]),
    ),
  MisalignedAtomicAccess: 'atomic operations do not validate',
  IndirectCallToNull: (stage) =>
    trap(stage, 'Indirect call to null.', main([0x41, 0, 0x11, 0, 0], { table: [1] })),
  StackOverflow: 'the metering ends a recursion before the machine stack is used up',
  GenericTrap: notOnWasmtime,
})

export const functionCallErrors: readonly Kind[] = kinds('FunctionCallError', {
  WasmUnknownError: 'an error of earlier versions of nearcore',
  _EVMError: 'an error of earlier versions of nearcore',
  CompilationError: 'provoked with each CompilationError',
  LinkError: (stage) =>
    refuses(stage, main([], { imports: [{ name: 'no_such_function', type: 0 }] }), {
      ExecutionError: 'Link Error: unknown or invalid import',
    }),
  MethodResolveError: 'provoked with each MethodResolveError',
  WasmTrap: 'a receipt says ExecutionError and the text: see each WasmTrap',
  HostError: 'a receipt says ExecutionError and the text: see each HostError',
  ExecutionError: async (stage) =>
    refuses(stage, main([0x03, 0x40, 0x0c, 0, 0x0b]), {
      ExecutionError: 'Exceeded the prepaid gas.',
    }),
})
