/** A contract that burns much gas in little time. */
import { assemble } from './assemble.js'

export const fillBytes = 60_000_000
export const fills = 6
const fill = [0x41, 0, 0x41, 0, 0x41, ...signedLeb(fillBytes), 0xfc, 11, 0]

/** `burn` fills 60 MB six times: close to 300 Tgas. `end` does nothing. */
export const burnContract = assemble({
  types: [[[], []]],
  functions: [
    { type: 0, code: Array.from({ length: fills }, () => fill).flat() },
    { type: 0, code: [] },
  ],
  memoryPages: 1024,
  exports: { burn: 0, end: 1 },
})

function signedLeb(value: number): number[] {
  const low = value & 0x7f
  const rest = value >> 7
  return rest === 0 && (low & 0x40) === 0 ? [low] : [low | 0x80, ...signedLeb(rest)]
}
