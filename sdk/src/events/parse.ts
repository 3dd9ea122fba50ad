import { items, member } from '../json.js'

/** One NEP-297 event of the `research-hub` standard. */
export type HubEvent = { readonly event: string; readonly data: Readonly<Record<string, unknown>> }

const prefix = 'EVENT_JSON:'

/** Finds the hub's events among logs; other logs and malformed events are passed over. */
export function parseEvents(logs: readonly string[]): HubEvent[] {
  return logs.flatMap((log) => {
    if (!log.startsWith(prefix)) return []
    const parsed = parseJson(log.slice(prefix.length))
    const event = member(parsed, 'event')
    if (member(parsed, 'standard') !== 'research-hub' || typeof event !== 'string') return []
    return items(member(parsed, 'data')).map((data) => ({ event, data: { ...(data as object) } }))
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
