/**
 * JSON with exact integers. Results carry u64 values as bigint and byte arrays as Uint8Array; the
 * wire wants bare digits and arrays of numbers, which `JSON.stringify` cannot write.
 */

/** Text of a result; a bigint becomes an integer literal, a Uint8Array an array of its bytes. */
export function writeJson(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return value.toString()
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(value)
    case 'object':
      break
    default:
      return 'null'
  }
  if (value === null) return 'null'
  if (value instanceof Uint8Array) return `[${value.join(',')}]`
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  const members: string[] = []
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${writeJson(member)}`)
  }
  return `{${members.join(',')}}`
}

/** What a client would hold after parsing {@link writeJson}'s text, without writing the text. */
export function toPlainJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return Array.from(value)
  if (Array.isArray(value)) return value.map(toPlainJson)
  const plain: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) plain[key] = toPlainJson(member)
  }
  return plain
}
