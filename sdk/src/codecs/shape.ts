/** What a value looks like on the wire; generated from the contracts' ABIs. */
export type Shape =
  /** `bigint` travels as a decimal string. */
  | 'string'
  | 'bigint'
  | 'number'
  | 'boolean'
  | 'null'
  | 'unknown'
  | { readonly is: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  | { readonly tuple: readonly Shape[] }
  | { readonly record: Shape }
  | { readonly oneOf: readonly Shape[] }
  /** Members by their wire names. */
  | { readonly fields: Readonly<Record<string, Shape>>; readonly optional?: readonly string[] }

/** A contract method as its ABI describes it; the types are those of client values. */
export type Method<Kind extends 'view' | 'call', Args, Result> = {
  readonly name: string
  readonly kind: Kind
  /** A deposit may be attached. */
  readonly payable: boolean
  /** For the contract's own account only. */
  readonly private: boolean
  /** Shape of the argument object; `bytes` when the input is not JSON; absent when there is none. */
  readonly args?: Shape | 'bytes'
  /** Absent when nothing is returned. */
  readonly result?: Shape
  /** Carries the types; never set. */
  readonly types?: { readonly args: Args; readonly result: Result }
}
