/** What the tables of error kinds are made of. */
import type { Stage, Staged } from './stage.js'

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

/** nearcore's enum, or `Rpc` for the causes of JSON-RPC errors. */
export type Family =
  | 'InvalidTxError'
  | 'InvalidAccessKeyError'
  | 'StorageError'
  | 'ActionErrorKind'
  | 'ActionsValidationError'
  | 'ReceiptValidationError'
  | 'FunctionCallError'
  | 'CompilationError'
  | 'PrepareError'
  | 'MethodResolveError'
  | 'WasmTrap'
  | 'HostError'
  | 'Rpc'

export type Kind = {
  readonly family: Family
  readonly name: string
} & (
  | { readonly provoke: (stage: Stage) => Promise<Staged>; readonly unreachable?: never }
  | { readonly unreachable: string; readonly provoke?: never }
)

export type Reachable = Extract<Kind, { readonly unreachable?: never }>

/** The kinds of one enum: a way to provoke each, or why it cannot be. */
export function kinds(
  family: Family,
  table: Readonly<Record<string, ((stage: Stage) => Promise<Staged>) | string>>,
): readonly Kind[] {
  return Object.entries(table).map(([name, how]) =>
    typeof how === 'string' ? { family, name, unreachable: how } : { family, name, provoke: how },
  )
}

export function isReachable(kind: Kind): kind is Reachable {
  return kind.unreachable === undefined
}
