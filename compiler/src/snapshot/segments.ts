import { concatBytes, leb, signedLeb } from '../wasm/sections.js'

/** Runs of zeros shorter than this cost less as data than as a new segment. */
const gapBytes = 8

/** Encodes everything that is not zero as active data segments. */
export function encodeDataSection(memory: Uint8Array): Uint8Array {
  const segments: Uint8Array[] = []
  let at = 0
  while (at < memory.length) {
    if (memory[at] === 0) {
      at++
      continue
    }
    const end = endOfRun(memory, at)
    const body = memory.subarray(at, end)
    // Segment kind 0: active in memory 0, offset `i32.const at`.
    segments.push(
      concatBytes([
        Uint8Array.of(0, 0x41),
        signedLeb(at),
        Uint8Array.of(0x0b),
        leb(body.length),
        body,
      ]),
    )
    at = end
  }
  return concatBytes([leb(segments.length), ...segments])
}

function endOfRun(memory: Uint8Array, start: number): number {
  let end = start
  let zeros = 0
  for (let i = start; i < memory.length && zeros < gapBytes; i++) {
    if (memory[i] === 0) zeros++
    else {
      zeros = 0
      end = i + 1
    }
  }
  return end
}
