import { logUtf8 } from '@research-hub/compiler/host'

/** Emits one NEP-297 event of the `research-hub` standard; values are strings or small numbers. */
export function emit(event: string, data: Readonly<Record<string, string | number>>): void {
  logUtf8(
    `EVENT_JSON:{"standard":"research-hub","version":"1.0.0","event":"${event}","data":[${JSON.stringify(data)}]}`,
  )
}
