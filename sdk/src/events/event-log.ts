const prefix = 'EVENT_JSON:'

/** Whether a log line says that it is a NEP-297 event. */
export function isEventLog(log: string): boolean {
  return log.startsWith(prefix)
}

/** What a NEP-297 log line carries; undefined when it is not JSON. */
export function readEventLog(log: string): unknown {
  try {
    return JSON.parse(log.slice(prefix.length))
  } catch {
    return undefined
  }
}
