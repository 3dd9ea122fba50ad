import type { ErrorEntry } from '../generated/errors.js'

export type ParsedMessage = { readonly message: string; readonly values: readonly string[] }

/**
 * Splits `message; next action`, as a contract panics with it, and reads the message's values back
 * by its template. No values when the contract's template is another version's.
 */
export function parseMessage(entry: ErrorEntry, text: string): ParsedMessage {
  const ending = `; ${entry.nextAction}`
  const [head = text] = text.split('; ')
  const message = text.endsWith(ending) ? text.slice(0, -ending.length) : head
  const match = templatePattern(entry.message).exec(message)
  if (match === null) return { message, values: [] }
  const found = Object.entries(match.groups ?? {})
  const values = found
    .map(([name, value]) => ({ index: Number(name.slice(1)), value }))
    .sort((a, b) => a.index - b.index)
    .map(({ value }) => value)
  return { message, values }
}

/** Values are as short as the text between them allows; the same number twice is the same value. */
function templatePattern(template: string): RegExp {
  const seen = new Set<string>()
  const parts = template.split(/(\{\d+\})/).map((part) => {
    const number = /^\{(\d+)\}$/.exec(part)?.[1]
    if (number === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    if (seen.has(number)) return `\\k<v${number}>`
    seen.add(number)
    return `(?<v${number}>.*?)`
  })
  return new RegExp(`^${parts.join('')}$`, 's')
}
