/** What a value looks like on the wire; generated from the contracts' ABIs. */
export type Shape =
  /** `bigint` travels as a decimal string. */
  | 'string'
  | 'bigint'
  | 'number'
  | 'boolean'
  | 'null'
  | 'unknown'
  /** Null on the wire, undefined in programs. */
  | 'absent'
  /** Bytes in programs. */
  | 'base64'
  | 'hex'
  | { readonly is: readonly (string | number | boolean)[] }
  | { readonly list: Shape }
  | { readonly tuple: readonly Shape[] }
  | { readonly record: Shape }
  | { readonly oneOf: readonly Shape[] }
  | FieldsShape

/** An object with known members, by their wire names. */
export type FieldsShape = {
  readonly fields: Readonly<Record<string, Shape>>
  readonly optional?: readonly string[]
  /** Names in programs, where they are not the camelCase of the member's own. */
  readonly names?: Readonly<Record<string, string>>
  /** What is sent for members that are left out. */
  readonly fallbacks?: Readonly<Record<string, string>>
  /** Other members of what is sent are left out instead of refused. */
  readonly ignoresOthers?: true
}
