import { hostFunctions } from '@research-hub/compiler'
import binaryen from 'binaryen'

/** What one host call was given: integers as they are, byte arguments read out of memory. */
export type HostCall = { readonly name: string; readonly values: readonly (bigint | string)[] }

export class GuestPanic extends Error {}

/**
 * Runs one method of a contract against a host that records every call, reads its arguments as the
 * host table says, and answers with fixed values. It knows nothing of gas or state.
 */
export function callWithMockHost(wasm: Uint8Array, method: string): readonly HostCall[] {
  const calls: HostCall[] = []
  let memory: WebAssembly.Memory
  const bytesAt = (length: bigint, address: bigint): string =>
    Buffer.from(memory.buffer, Number(address), Number(length)).toString('hex')
  const u128At = (address: bigint): bigint => {
    const view = new DataView(memory.buffer, Number(address), 16)
    return view.getBigUint64(0, true) | (view.getBigUint64(8, true) << 64n)
  }
  const env = Object.fromEntries(
    hostFunctions.map(({ name, params, result }) => [
      name,
      (...raw: bigint[]): unknown => {
        const values: (bigint | string)[] = []
        let at = 0
        const next = (): bigint => BigInt.asUintN(64, raw[at++] ?? 0n)
        for (const kind of params) {
          if (kind === 'b') {
            const length = next()
            values.push(bytesAt(length, next()))
          } else if (kind === 'U') values.push(u128At(next()))
          else if (kind === 'P') {
            const address = next()
            values.push(bytesAt(next() * 8n, address))
          } else if (kind === 'O') {
            const view = new DataView(memory.buffer, Number(next()), 16)
            view.setBigUint64(0, 7n, true)
            view.setBigUint64(8, 1n, true)
          } else values.push(next())
        }
        calls.push({ name, values })
        if (name === 'panic_utf8')
          throw new GuestPanic(Buffer.from(String(values[0]), 'hex').toString())
        if (name === 'panic') throw new GuestPanic('explicit guest panic')
        if (name === 'register_len') return 3n
        if (name === 'read_register')
          new Uint8Array(memory.buffer).set([9, 8, 7], Number(raw[1] ?? 0n))
        return result === 'v' ? undefined : result === 'w' ? 1 : 1n
      },
    ]),
  )
  const { exports } = new WebAssembly.Instance(exportMemory(wasm), { env })
  if (!(exports.memory instanceof WebAssembly.Memory)) throw new Error('no memory')
  memory = exports.memory
  const entry = exports[method]
  if (typeof entry !== 'function') throw new Error(`no method ${method}`)
  entry()
  return calls
}

const features =
  binaryen.Features.MutableGlobals |
  binaryen.Features.SignExt |
  binaryen.Features.NontrappingFPToInt |
  binaryen.Features.BulkMemory |
  binaryen.Features.BulkMemoryOpt |
  binaryen.Features.ReferenceTypes

/** Contracts keep their memory to themselves; the mock has to see it. */
function exportMemory(wasm: Uint8Array): WebAssembly.Module {
  const module = binaryen.readBinary(wasm)
  try {
    module.setFeatures(features)
    module.addMemoryExport('0', 'memory')
    return new WebAssembly.Module(new Uint8Array(module.emitBinary()))
  } finally {
    module.dispose()
  }
}
