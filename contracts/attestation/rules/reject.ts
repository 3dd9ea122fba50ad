/** Ways out of the rules: bytes that are no evidence at all, and evidence that fails a check. Pure. */
import type { RejectCode } from '../interface.js'

/** Bytes that do not parse. `what` names the part. */
export class Malformed extends Error {
  constructor(readonly what: string) {
    super(what)
  }
}

export type { RejectCode }

/** A check that failed, with the values that made it fail. */
export class Rejection extends Error {
  constructor(
    readonly code: RejectCode,
    readonly detail: string,
    /** Since when it fails, where that is known. */
    readonly sinceNs: bigint | undefined = undefined,
  ) {
    super(`${code}: ${detail}`)
  }
}

export function reject(code: RejectCode, detail: string): never {
  throw new Rejection(code, detail)
}
