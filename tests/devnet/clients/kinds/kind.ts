/** What the tables of error kinds are made of. */
import type { Stage, Staged } from './stage.js'

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
