import type { Definitions, Schema } from './abi.js'
import type { ClientMethod } from './apply-rules.js'
import { renderMethods } from './methods.js'
import { pascal } from './names.js'
import { type OwnPart, reachable, type Shared } from './shared.js'
import { banner, importTypes } from './source.js'
import { docLines, typeText } from './types.js'

/** The client files of one contract, by their path below `sdk/src/generated`. */
export function renderContract(part: OwnPart, shared: Shared): Readonly<Record<string, string>> {
  const { name, methods, definitions, groups } = part
  const parents = groups.map((group) => `${group.name}Methods`)
  const used = [...reachable(definitions, [definitions, methods])]
  const imported = [...parents, ...used.filter((type) => shared.definitions[type] !== undefined)]
  const about = `Every method of the ${name} contract.`
  return {
    [`${name}.ts`]: file(name, [
      importTypes([...new Set(imported)], './common.js'),
      ...declarations(definitions, methods),
      methodsInterface(`${pascal(name)}Methods`, about, methods, parents),
    ]),
    [`${name}-methods.ts`]: renderMethods(part, shared),
  }
}

/** The types that contracts share. */
export function renderCommonTypes({ groups, definitions }: Shared): string {
  return file('', [
    ...declarations(
      definitions,
      groups.flatMap(({ methods }) => methods),
    ),
    ...groups.map(({ name, doc, methods }) => methodsInterface(`${name}Methods`, doc, methods, [])),
  ])
}

function file(contract: string, parts: readonly string[]): string {
  const imports = [
    importTypes(['Sent'], '../clients/method.js'),
    importTypes(['SendOptions'], '../sender/context.js'),
  ]
  const [head = '', ...rest] = parts.filter((part) => part !== '')
  const isImport = head.startsWith('import')
  const top = [banner(contract), ...imports, ...(isImport ? [head] : [])].join('\n')
  return `${[top, ...(isImport ? rest : [head, ...rest])].join('\n\n')}\n`
}

function declarations(
  definitions: Definitions,
  methods: readonly ClientMethod[],
): readonly string[] {
  const args = methods.flatMap((method) => {
    const schema = parametersSchema(method)
    return schema === undefined ? [] : [[argsName(method), schema] as const]
  })
  const all = [...Object.entries(definitions), ...args].sort(([a], [b]) => (a < b ? -1 : 1))
  return all.map(([name, schema], i) => {
    if (all[i + 1]?.[0] === name) throw new Error(`type ${name} is defined twice`)
    return [...docLines(schema.description), `export type ${name} = ${typeText(schema)}`].join('\n')
  })
}

function argsName({ name }: ClientMethod): string {
  return `${pascal(name)}Args`
}

/** Arguments and deposit in one object; undefined when there is neither, or bytes. */
function parametersSchema({ args, rule }: ClientMethod): Schema | undefined {
  if (args === 'bytes') return undefined
  const { deposit, depositDoc } = rule
  if (deposit === undefined || deposit === 'one') return args
  const properties = {
    ...args?.properties,
    deposit_yocto: {
      type: 'string',
      pattern: '^[0-9]+$',
      ...(depositDoc === undefined ? {} : { description: depositDoc }),
    },
  }
  const required = [...(args?.required ?? []), ...(deposit === 'asked' ? ['deposit_yocto'] : [])]
  return { type: 'object', properties, required }
}

function methodsInterface(
  name: string,
  about: string,
  methods: readonly ClientMethod[],
  parents: readonly string[],
): string {
  const base = parents.length === 0 ? '' : ` extends ${parents.join(', ')}`
  const members = methods.flatMap((method) => [
    ...docLines(method.doc, '  '),
    `  readonly ${method.clientName}: ${functionText(method)}`,
  ])
  return [...docLines(about), `export interface ${name}${base} {`, ...members, '}'].join('\n')
}

function functionText(method: ClientMethod): string {
  const { kind, args, result } = method
  const schema = parametersSchema(method)
  const type = args === 'bytes' ? 'Uint8Array' : argsName(method)
  const isOptional = schema !== undefined && (schema.required ?? []).length === 0
  const given = [
    ...(args === 'bytes' || schema !== undefined
      ? [`parameters${isOptional ? '?' : ''}: ${type}`]
      : []),
    ...(kind === 'call' ? ['options?: SendOptions'] : []),
  ]
  const returned = result === undefined ? 'undefined' : typeText(result)
  const answer = kind === 'call' ? `Sent<${returned}>` : returned
  return `(${given.join(', ')}) => Promise<${answer}>`
}
