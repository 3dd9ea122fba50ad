import { items, member } from '../codecs/json.js'
import { isShaped } from '../codecs/values.js'
import { HubError } from '../errors/hub-error.js'
import { eventShapes, type HubEvents } from '../generated/events.js'
import { isEventLog, readEventLog } from './event-log.js'

/** One NEP-297 event of the `research-hub` standard, of a known name and form. */
export type KnownEvent<Name extends keyof HubEvents = keyof HubEvents> = {
  readonly [Each in Name]: { readonly event: Each; readonly data: HubEvents[Each] }
}[Name]

/** One event, also of a kind that a newer contract added. */
export type HubEvent = { readonly event: string; readonly data: Readonly<Record<string, unknown>> }

/** Finds the hub's events among logs; other logs and malformed events are passed over. */
export function parseEvents(logs: readonly string[]): HubEvent[] {
  return logs.flatMap((log) => {
    if (!isEventLog(log)) return []
    const parsed = readEventLog(log)
    const event = member(parsed, 'event')
    if (member(parsed, 'standard') !== 'research-hub' || typeof event !== 'string') return []
    return items(member(parsed, 'data')).map((data) => ({ event, data: { ...(data as object) } }))
  })
}

/** Whether an event has the name and exactly the members this SDK knows it by. */
export function isKnownEvent<Name extends keyof HubEvents = keyof HubEvents>(
  event: HubEvent,
  name?: Name,
): event is HubEvent & KnownEvent<Name> {
  if (name !== undefined && event.event !== name) return false
  if (!isEventName(event.event)) return false
  return eventShapes[event.event].some((shape) => isShaped(shape, event.data))
}

/**
 * Decodes one log line strictly: the hub's standard and version, a known name, exactly its members,
 * one object. Errors: SDK_EVENT.
 */
export function decodeEvent(log: string): KnownEvent {
  if (!isEventLog(log)) throw new HubError('SDK_EVENT', ['it is no event'])
  const parsed = readEventLog(log)
  if (member(parsed, 'standard') !== 'research-hub') {
    throw new HubError('SDK_EVENT', ['it is of another standard'])
  }
  if (member(parsed, 'version') !== '1.0.0') {
    throw new HubError('SDK_EVENT', ['it is of another version'])
  }
  const data = member(parsed, 'data')
  const [first] = items(data)
  const event = { event: String(member(parsed, 'event')), data: { ...(first as object) } }
  if (!Array.isArray(data) || data.length !== 1 || !isKnownEvent(event)) {
    throw new HubError('SDK_EVENT', [`${event.event} has another form`])
  }
  return event
}

function isEventName(name: string): name is keyof HubEvents {
  return Object.hasOwn(eventShapes, name)
}
