/** The parts of a near-abi document that client generation reads. */

export type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly (string | number | boolean)[]
  readonly pattern?: string
  readonly description?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema | readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  /** Set by the rules: a member's name in programs, when it is not the camelCase of its own. */
  readonly as?: string
  /** Bytes in programs, this text on the wire. */
  readonly bytes?: 'base64' | 'hex'
  /** What is sent when the member is left out. */
  readonly fallback?: string
  /** Of `null`: undefined in programs. */
  readonly isAbsent?: true
  /** Of an object: members beyond its own are no mistake and are left out. */
  readonly ignoresOthers?: true
}

export type Definitions = Readonly<Record<string, Schema>>

export type AbiArgument = {
  readonly name: string
  readonly type_schema: Schema
  readonly 'x-optional'?: boolean
}

export type AbiFunction = {
  readonly name: string
  readonly doc?: string
  readonly kind: 'view' | 'call'
  readonly modifiers?: readonly string[]
  readonly params?: { readonly args: readonly AbiArgument[] }
  readonly result?: { readonly type_schema: Schema }
  readonly 'x-raw-input'?: boolean
}

export type Abi = {
  readonly body: {
    readonly functions: readonly AbiFunction[]
    readonly root_schema: { readonly definitions?: Definitions }
  }
}

/** The arguments as one object schema; undefined when the method takes none. */
export function argumentsSchema({ params }: AbiFunction): Schema | undefined {
  const args = params?.args ?? []
  if (args.length === 0) return undefined
  return {
    type: 'object',
    properties: Object.fromEntries(args.map((arg) => [arg.name, arg.type_schema])),
    required: args.filter((arg) => arg['x-optional'] !== true).map(({ name }) => name),
    additionalProperties: false,
  }
}

/** Set-up is the contract's own, as callbacks are. */
export function isPrivate({ modifiers = [] }: AbiFunction): boolean {
  return modifiers.includes('private') || modifiers.includes('init')
}

/** The definition a `$ref` names. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

/** Definitions that a schema names. */
export function refsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [refName(member)] : refsOf(member),
  )
}

/** A string of decimal digits: a bigint in client values. */
export function isDecimal({ type, pattern }: Schema): boolean {
  if (type !== 'string' || pattern === undefined) return false
  const matches = (text: string): boolean => new RegExp(pattern).test(text)
  return matches('0') && matches('17') && !matches('a') && !matches('0x1') && !matches('x')
}
