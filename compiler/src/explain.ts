import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'

/**
 * Turns the lines of a debug build's stack, as its log shows them, into source lines:
 * `at go (contract.js:12)` becomes `at go (src/contract.ts:4)`. Other text stays as it is.
 */
export function explainStack(stack: string, sourceMap: string): string {
  const map = new TraceMap(sourceMap)
  return stack.replace(/contract\.js:(\d+)/g, (shown, line: string) => {
    const { source, line: original } = firstMapped(map, Number(line))
    return source === null ? shown : `${source}:${original}`
  })
}

/** The engine knows lines, not columns: the first mapped column of the line decides. */
function firstMapped(map: TraceMap, line: number): { source: string | null; line: number | null } {
  for (const bias of [1, -1] as const) {
    const found = originalPositionFor(map, { line, column: 0, bias })
    if (found.source !== null) return found
  }
  return { source: null, line: null }
}
