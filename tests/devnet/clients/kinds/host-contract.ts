/** Contracts of nothing but host calls with constant arguments: one exported method a list of calls. */
import { assemble, leb } from '../../vm/assemble.js'

/** A host function and its arguments, all i64 but those of `abort`; results are dropped. */
export type HostCall = readonly [name: string, ...args: readonly (number | bigint)[]]

/** `u64::MAX`: as a length it says that the pointer is a register. */
export const inRegister = 2n ** 64n - 1n

/** Host functions that give nothing back; all others give an i64, or the i32 of a resumption. */
const isVoid =
  /^(read_register|write_register|value_return|panic|panic_utf8|log_utf8|log_utf16|abort|promise_batch_action_(?!state_init).*|promise_return|promise_set_refund_to|set_state_init_data_entry|alt_bn128_g1_.*)$/
const results = /^promise_yield_resume/
const i32 = 0x7f
const i64 = 0x7e

export type Strings = {
  /** Length and pointer of a constant. */
  readonly at: (text: string | Uint8Array) => readonly [number, number]
  readonly bytes: () => Uint8Array
}

/** Constants of a contract, put into its memory from `base` on. */
export function constants(base = 1_024): Strings {
  const all: Buffer[] = []
  let end = base
  return {
    at: (text) => {
      const bytes = Buffer.from(text)
      all.push(bytes)
      end += bytes.length
      return [bytes.length, end - bytes.length]
    },
    bytes: () => Buffer.concat(all),
  }
}

function signed(value: bigint): number[] {
  const low = Number(value & 0x7fn)
  const rest = value >> 7n
  const isDone = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0)
  return isDone ? [low] : [low | 0x80, ...signed(rest)]
}

/** The wasm of a contract with these methods and constants, and so many pages of memory. */
export function hostContract(
  methods: Readonly<Record<string, readonly HostCall[]>>,
  data: Uint8Array,
  memoryPages = 1,
  base = 1_024,
): Uint8Array {
  const names = [...new Set(Object.values(methods).flatMap((calls) => calls.map(([name]) => name)))]
  const types: [number[], number[]][] = [[[], []]]
  const typeOf = (name: string): number => {
    const sample = Object.values(methods)
      .flat()
      .find(([called]) => called === name)
    const letter = name === 'abort' ? i32 : i64
    const params = (sample ?? []).slice(1).map(() => letter)
    types.push([params, isVoid.test(name) ? [] : [results.test(name) ? i32 : i64]])
    return types.length - 1
  }
  const imports = names.map((name) => ({ name, type: typeOf(name) }))
  const call = ([name, ...args]: HostCall): number[] => [
    ...args.flatMap((arg) => [
      name === 'abort' ? 0x41 : 0x42,
      ...signed(BigInt.asIntN(64, BigInt(arg))),
    ]),
    0x10,
    ...leb(names.indexOf(name)),
    ...(isVoid.test(name) ? [] : [0x1a]),
  ]
  const functions = Object.values(methods).map((calls) => ({
    type: 0,
    code: calls.flatMap(call),
  }))
  const segment = [0, 0x41, ...signed(BigInt(base)), 0x0b, ...leb(data.length), ...data]
  const section = [1, ...segment]
  return assemble({
    types,
    imports,
    functions,
    memoryPages,
    exports: Object.fromEntries(
      Object.keys(methods).map((name, index) => [name, names.length + index]),
    ),
    extra: [11, ...leb(section.length), ...section],
  })
}
