import { parse } from '@babel/core'
import { CompileError } from '../errors.js'

const reservedNames: ReadonlySet<string> = new Set([
  'memory',
  'dispatch',
  '__proto__',
  'constructor',
])

/** Names of the functions that an ES module exports, in order of appearance; classes are not entries. */
export function entryPoints(moduleCode: string): string[] {
  const program = parse(moduleCode, {
    babelrc: false,
    configFile: false,
    sourceType: 'module',
  })?.program
  const functions = new Map<string, boolean>()
  const exported: { local: string; name: string }[] = []
  for (const statement of program?.body ?? []) {
    const node =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement
    if (node.type === 'FunctionDeclaration' && node.id)
      functions.set(node.id.name, node.async === true)
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (statement.declaration?.type === 'FunctionDeclaration' && statement.declaration.id) {
      exported.push({ local: statement.declaration.id.name, name: statement.declaration.id.name })
    }
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier' || specifier.exported.type !== 'Identifier') continue
      exported.push({ local: specifier.local.name, name: specifier.exported.name })
    }
  }
  const entries = exported.filter(({ local }) => functions.has(local))
  for (const { local, name } of entries) {
    if (functions.get(local) === true) {
      throw new CompileError(
        `method '${name}' is async; a contract call runs to its end, so remove async and await`,
      )
    }
    if (reservedNames.has(name))
      throw new CompileError(`method name '${name}' is reserved; rename it`)
  }
  return entries.map(({ name }) => name)
}
