/** A u64 for JSON: a number where that is exact, as clients read it, else a bigint. */
export function u64Json(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
}
