import {
  type Abi,
  type AbiFunction,
  argumentsSchema,
  type Definitions,
  isPrivate,
  type Schema,
} from './abi.js'
import { camel } from './names.js'
import { commonRules } from './rules/common.js'
import type { ContractRules, Rule } from './rules/rule.js'
import { type Changes, changed } from './schema-changes.js'

/** A method that clients show. */
export type ClientMethod = {
  readonly name: string
  readonly clientName: string
  readonly kind: 'view' | 'call'
  readonly doc: string
  /** `bytes` when the input is not JSON. */
  readonly args: Schema | 'bytes' | undefined
  readonly result: Schema | undefined
  readonly rule: Rule
}

export type ClientContract = {
  readonly name: string
  readonly methods: readonly ClientMethod[]
  readonly definitions: Definitions
}

/**
 * What clients show of a contract: the methods that a program may call, their types under the names
 * that programs use. Throws for a rule that fits nothing, and when a method takes a deposit that no
 * rule speaks of.
 */
export function applyRules(name: string, abi: Abi, own: ContractRules): ClientContract {
  const { functions, root_schema } = abi.body
  const definitions = root_schema.definitions ?? {}
  requireFitting(name, own, functions, definitions)
  const types = { ...commonRules.types, ...own.types }
  const rename = (type: string): string => types[type]?.as ?? type
  const shown = functions.flatMap((method): ClientMethod[] => {
    const rule = { ...commonRules.methods[method.name], ...own.methods[method.name] }
    if (isPrivate(method) || rule.isHidden === true) return []
    const isPayable = method.modifiers?.includes('payable') === true
    if (isPayable !== (rule.deposit !== undefined)) {
      throw new Error(`${name}.${method.name}: the rules must say who names the deposit`)
    }
    return [clientMethod(method, rule, { rename, bytes: own.bytes ?? {} })]
  })
  const renamed = Object.entries(definitions).map(([key, schema]) => {
    const { members, isNullUndefined } = types[key] ?? {}
    return [rename(key), changed(schema, { rename, members, isNullUndefined })] as const
  })
  return { name, methods: shown, definitions: Object.fromEntries(renamed) }
}

function clientMethod(
  method: AbiFunction,
  rule: Rule,
  { rename, bytes }: Pick<Changes, 'rename' | 'bytes'>,
): ClientMethod {
  const { members, fallbacks, ignoresOthers, isNullUndefined } = rule
  const args = argumentsSchema(method)
  const result = method.result?.type_schema
  const object = args && changed(args, { rename, bytes, members, fallbacks })
  return {
    name: method.name,
    clientName: rule.as ?? camel(method.name),
    kind: method.kind,
    doc: method.doc ?? '',
    args:
      method['x-raw-input'] === true
        ? 'bytes'
        : object && (ignoresOthers === true ? { ...object, ignoresOthers } : object),
    result: result && changed(result, { rename, isNullUndefined }),
    rule,
  }
}

function requireFitting(
  name: string,
  { methods, types = {} }: ContractRules,
  functions: readonly AbiFunction[],
  definitions: Definitions,
): void {
  const known = functions.filter((method) => !isPrivate(method)).map((method) => method.name)
  for (const method of Object.keys(methods)) {
    if (!known.includes(method)) throw new Error(`${name} has no method ${method} for its rule`)
  }
  for (const type of Object.keys(types)) {
    if (definitions[type] === undefined) throw new Error(`${name} has no type ${type} for its rule`)
  }
}
