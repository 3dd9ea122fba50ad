import binaryen from 'binaryen'
import { wasmFeatures } from '../engine/optimize.js'

export type MethodEntry = {
  readonly name: string
  readonly target: string
  readonly argument: number
}

/**
 * Keeps of the engine what a contract can reach: functions at dead slots leave the module, engine exports go, and every method gets an exported entry function.
 */
export function pruneEngine(
  engine: Uint8Array,
  liveSlots: ReadonlySet<number>,
  methods: readonly MethodEntry[],
  cuts: ReadonlySet<string>,
): Uint8Array {
  const module = binaryen.readBinary(engine)
  try {
    module.setFeatures(wasmFeatures)
    dropDeadSlots(module, liveSlots)
    for (const name of cuts) cutFunction(module, name)
    for (const { name, target, argument } of methods) {
      const internal = `entry$${name}`
      const body = module.call(target, [module.i32.const(argument)], binaryen.none)
      module.addFunction(internal, binaryen.none, binaryen.none, [], body)
    }
    for (const name of exportNames(module)) module.removeExport(name)
    for (const { name } of methods) module.addFunctionExport(`entry$${name}`, name)
    binaryen.setDebugInfo(false)
    module.runPasses(['remove-unused-module-elements'])
    return module.emitBinary()
  } finally {
    module.dispose()
  }
}

function exportNames(module: binaryen.Module): string[] {
  const names: string[] = []
  for (let i = 0; i < module.getNumExports(); i++) {
    names.push(binaryen.getExportInfo(module.getExportByIndex(i)).name)
  }
  return names
}

/** Table slots keep their numbers (the snapshot refers to them); dead ones point at a trap. */
function dropDeadSlots(module: binaryen.Module, liveSlots: ReadonlySet<number>): void {
  const trap = 'dead$slot'
  module.addFunction(trap, binaryen.none, binaryen.none, [], module.unreachable())
  const segments = Array.from({ length: module.getNumElementSegments() }, (_, i) =>
    binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(i)),
  )
  for (const { name, table, offset, data } of segments) {
    const first = binaryen.getExpressionInfo(offset) as binaryen.ConstInfo
    const kept = data.map((target, i) => (liveSlots.has(Number(first.value) + i) ? target : trap))
    module.removeElementSegment(name)
    module.addActiveElementSegment(table, name, kept, offset)
  }
}

/** Empties a function that returns nothing. */
function cutFunction(module: binaryen.Module, name: string): void {
  const found = module.getFunction(name)
  // Inlined into its callers, it is not there to be cut.
  if (found === 0) return
  const { params, results } = binaryen.getFunctionInfo(found)
  module.removeFunction(name)
  const body = results === binaryen.none ? module.nop() : module.unreachable()
  module.addFunction(name, params, results, [], body)
}
