/** Numbers of four bytes each, little endian, one an evaluator or benchmark in the configuration's order. Pure. */

export function packNumbers(numbers: readonly number[]): Uint8Array {
  const packed = new Uint8Array(numbers.length * 4)
  const view = viewOf(packed)
  for (let i = 0; i < numbers.length; i++) view.setUint32(i * 4, numbers[i] ?? 0, true)
  return packed
}

export function unpackNumbers(packed: Uint8Array): number[] {
  const view = viewOf(packed)
  const numbers: number[] = []
  for (let at = 0; at < packed.length; at += 4) numbers.push(view.getUint32(at, true))
  return numbers
}

export function numberAt(packed: Uint8Array, index: number): number {
  return viewOf(packed).getUint32(index * 4, true)
}

/** The same with one of them another. */
export function withNumber(packed: Uint8Array, index: number, number: number): Uint8Array {
  const changed = packed.slice()
  viewOf(changed).setUint32(index * 4, number, true)
  return changed
}

/** The same with one of them changed by so much. */
export function withChange(packed: Uint8Array, index: number, change: number): Uint8Array {
  return withNumber(packed, index, numberAt(packed, index) + change)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
