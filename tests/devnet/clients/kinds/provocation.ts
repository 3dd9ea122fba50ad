/** What provokes an error of a node, and how the node then answers. */

/** Values as they stand in a node's JSON. */
export type Json = string | number | null | readonly Json[] | { readonly [key: string]: Json }

/** A signed transaction that the node refuses, and the `InvalidTxError` it refuses it with. */
export type Refused = { readonly via: 'refused'; readonly bytes: Uint8Array; readonly error: Json }

/** A signed transaction whose receipt fails, and the `ActionError` it fails with. */
export type Failed = {
  readonly via: 'failed'
  readonly bytes: Uint8Array
  readonly index: number | null
  readonly kind: Json
  /** Where the failing receipt ran, and the method called there. */
  readonly receiverId: string
  readonly methodName?: string
}

/** A request that is answered with an error, and the `error` member of the answer. */
export type Answered = {
  readonly via: 'answered'
  readonly method: string
  readonly params: object
  readonly status: number
  readonly error: {
    readonly name: string
    readonly cause: { readonly name: string; readonly info?: Json }
    readonly code: number
    readonly message: string
    readonly data: Json
  }
}

export type Provocation = Refused | Failed | Answered
