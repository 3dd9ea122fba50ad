import type { Definitions } from './abi.js'
import type { ClientMethod } from './apply-rules.js'
import { pascal } from './names.js'
import { inOrder, shapeName, shapeText, wordOf } from './shapes.js'
import { type OwnPart, reachable, type Shared } from './shared.js'
import { banner, importTypes } from './source.js'

/** The method table of a contract. */
export function renderMethods(part: OwnPart, shared: Shared): string {
  const { name, methods, definitions, groups } = part
  const all = { ...shared.definitions, ...definitions }
  const tables = groups.map((group) => `${group.name.toLowerCase()}Methods`)
  const imported = [...reachable(definitions, [definitions, methods])].filter(
    (type) => shared.definitions[type] !== undefined && isNamed(type, all),
  )
  const values = [...tables, ...imported.map(shapeName)].sort()
  return `${[
    banner(name),
    importTypes(['MethodTable'], '../clients/method.js'),
    importTypes(['Shape'], '../codecs/shape.js'),
    importTypes([`${pascal(name)}Methods`], `./${name}.js`),
    `import { ${values.join(', ')} } from './common-methods.js'`,
    '',
    ...shapes(definitions, all, 'const'),
    '',
    ...table(name, methods, all, tables),
  ].join('\n')}\n`
}

/** The tables and shapes that contracts share. */
export function renderCommonMethods({ groups, definitions }: Shared): string {
  return `${[
    banner(''),
    importTypes(['MethodTable'], '../clients/method.js'),
    importTypes(['Shape'], '../codecs/shape.js'),
    importTypes(
      groups.map(({ name }) => `${name}Methods`),
      './common.js',
    ),
    '',
    ...shapes(definitions, definitions, 'export const'),
    ...groups.flatMap(({ name, methods }) => [
      '',
      ...table(name.toLowerCase(), methods, definitions, []),
    ]),
  ].join('\n')}\n`
}

function shapes(own: Definitions, all: Definitions, keyword: string): readonly string[] {
  return inOrder(own)
    .filter(([name]) => isNamed(name, all))
    .map(([name, schema]) => `${keyword} ${shapeName(name)}: Shape = ${shapeText(schema, all)}`)
}

function isNamed(name: string, definitions: Definitions): boolean {
  return wordOf(definitions[name]) === undefined
}

function table(
  name: string,
  methods: readonly ClientMethod[],
  definitions: Definitions,
  tables: readonly string[],
): readonly string[] {
  return [
    `export const ${name}Methods: MethodTable<${pascal(name)}Methods> = {`,
    ...tables.map((other) => `  ...${other},`),
    ...methods.map((method) => `  ${method.clientName}: ${rowText(method, definitions)},`),
    '}',
  ]
}

function rowText({ name, kind, args, result, rule }: ClientMethod, all: Definitions): string {
  const { teraGas, deposit, undoneBy } = rule
  const parts = [
    `name: '${name}'`,
    `kind: '${kind}'`,
    ...(args === undefined ? [] : [`args: ${args === 'bytes' ? `'bytes'` : shapeText(args, all)}`]),
    ...(result === undefined ? [] : [`result: ${shapeText(result, all)}`]),
    ...(teraGas === undefined ? [] : [`teraGas: ${teraGas}`]),
    ...(deposit === undefined ? [] : [`deposit: '${deposit}'`]),
    ...(undoneBy === undefined ? [] : [`undoneBy: '${undoneBy}'`]),
  ]
  return `{ ${parts.join(', ')} }`
}
