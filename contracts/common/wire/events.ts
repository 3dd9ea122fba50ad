import { logUtf8 } from '@research-hub/compiler/host'

/** Emits one NEP-297 event of the `research-hub` standard; values are strings or small numbers. */
export function emit(event: string, data: Readonly<Record<string, string | number>>): void {
  logUtf8(
    `EVENT_JSON:{"standard":"research-hub","version":"1.0.0","event":"${event}","data":[${JSON.stringify(data)}]}`,
  )
}

/** JSON text of a value of this type. */
export type JsonOf<T> = string & { readonly __of?: T }

/** The same with the data written as JSON already; `T` is what it says. */
export function emitJson<T extends Readonly<Record<string, string | number>>>(
  event: string,
  json: JsonOf<T>,
): void {
  logUtf8(
    `EVENT_JSON:{"standard":"research-hub","version":"1.0.0","event":"${event}","data":[${json}]}`,
  )
}
