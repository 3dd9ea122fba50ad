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
}

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
    readonly root_schema: { readonly definitions?: Readonly<Record<string, Schema>> }
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

/** The definition a `$ref` names. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

/** A string of decimal digits: a bigint in client values. */
export function isDecimal({ type, pattern }: Schema): boolean {
  if (type !== 'string' || pattern === undefined) return false
  const matches = (text: string): boolean => new RegExp(pattern).test(text)
  return matches('0') && matches('17') && !matches('a') && !matches('0x1') && !matches('x')
}
