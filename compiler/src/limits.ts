import { CompileError } from './errors.js'
import { WasmReader } from './wasm/reader.js'
import { readSections, sectionId } from './wasm/sections.js'

/** nearcore's limits on one contract (protocol 86). */
const maxContractBytes = 4_194_304
const maxFunctions = 10_000
const maxLocals = 1_000_000

/** Fails when the chain would refuse the module for its size. */
export function checkLimits(wasm: Uint8Array): void {
  const over = (what: string, value: number, limit: number): void => {
    if (value > limit)
      throw new CompileError(`the contract has ${value} ${what}; the chain takes ${limit}`)
  }
  over('bytes of wasm', wasm.length, maxContractBytes)
  const code = readSections(wasm).find(({ id }) => id === sectionId.code)
  const reader = new WasmReader(code?.body ?? Uint8Array.of(0))
  const functions = reader.u32()
  over('functions', functions, maxFunctions)
  let locals = 0
  for (let left = functions; left > 0; left--) {
    const body = new WasmReader(reader.take(reader.u32()))
    for (let groups = body.u32(); groups > 0; groups--) {
      locals += body.u32()
      body.u8()
    }
  }
  over('local variables', locals, maxLocals)
}
