import { executionError } from './logic/errors.js'
import type { VmError } from './types/interface.js'

/** V8's trap texts and what nearcore calls them (nearcore.md 2.7). */
const traps: readonly (readonly [RegExp, string, string])[] = [
  [/unreachable/, 'Unreachable', 'An `unreachable` opcode was executed.'],
  [/memory access out of bounds|data segment/, 'MemoryOutOfBounds', 'Memory out of bounds trap.'],
  [
    /table index is out of bounds|table .*out of bounds/,
    'MemoryOutOfBounds',
    'Memory out of bounds trap.',
  ],
  [
    /null function or function signature mismatch/,
    'IncorrectCallIndirectSignature',
    'Call indirect incorrect signature trap.',
  ],
  [
    /divide|remainder|unrepresentable/,
    'IllegalArithmetic',
    'An arithmetic exception, e.g. divided by zero.',
  ],
]

export function isOutOfBounds(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError && /memory access out of bounds/.test(error.message)
  )
}

/** V8 has one text for both ways an indirect call can go wrong. */
export function isIndirectCallTrap(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError &&
    /null function or function signature mismatch/.test(error.message)
  )
}

export function indirectCallToNull(): VmError {
  return wasmTrap('IndirectCallToNull', 'Indirect call to null.')
}

export function trapError(error: unknown): VmError {
  if (error instanceof RangeError) return wasmTrap('StackOverflow', 'Stack overflow.')
  const text = error instanceof Error ? error.message : String(error)
  for (const [pattern, variant, message] of traps) {
    if (pattern.test(text)) return wasmTrap(variant, message)
  }
  throw error
}

function wasmTrap(variant: string, message: string): VmError {
  return executionError(`WebAssembly trap: ${message}`, `WasmTrap(${variant})`)
}
