import binaryen from 'binaryen'

/** What nearcore accepts since protocol 84: no SIMD, threads, tail calls, exceptions or GC. */
export const wasmFeatures: number =
  binaryen.Features.MutableGlobals |
  binaryen.Features.SignExt |
  binaryen.Features.NontrappingFPToInt |
  binaryen.Features.BulkMemory |
  binaryen.Features.BulkMemoryOpt |
  binaryen.Features.ReferenceTypes

/** Size-optimises the engine once; function names stay for the pruning that each contract gets. */
export function optimizeEngine(wasm: Uint8Array): Uint8Array {
  const module = binaryen.readBinary(wasm)
  try {
    module.setFeatures(wasmFeatures)
    binaryen.setOptimizeLevel(2)
    binaryen.setShrinkLevel(2)
    binaryen.setDebugInfo(true)
    module.optimize()
    return module.emitBinary()
  } finally {
    module.dispose()
  }
}
