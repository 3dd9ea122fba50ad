import { parse } from '@babel/core'
import type * as t from '@babel/types'
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
  const functions = new Map<string, { readonly isAsync: boolean }>()
  const exported: { readonly local: string; readonly name: string }[] = []
  for (const statement of program?.body ?? []) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    const found = functionsOf(declaration)
    for (const { name, isAsync } of found) functions.set(name, { isAsync })
    if (statement.type !== 'ExportNamedDeclaration') continue
    exported.push(...found.map(({ name }) => ({ local: name, name })))
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier' || specifier.exported.type !== 'Identifier') continue
      exported.push({ local: specifier.local.name, name: specifier.exported.name })
    }
  }
  const entries = exported.filter(({ local }) => functions.has(local))
  for (const { local, name } of entries) {
    if (functions.get(local)?.isAsync === true) {
      throw new CompileError(
        `method '${name}' is async; a contract call runs to its end, so remove async and await`,
      )
    }
    if (reservedNames.has(name))
      throw new CompileError(`method name '${name}' is reserved; rename it`)
  }
  return entries.map(({ name }) => name)
}

/** Function declarations, and constants that hold a function. */
function functionsOf(
  node: t.Node | null | undefined,
): readonly { readonly name: string; readonly isAsync: boolean }[] {
  if (node?.type === 'FunctionDeclaration' && node.id)
    return [{ name: node.id.name, isAsync: node.async === true }]
  if (node?.type !== 'VariableDeclaration') return []
  return node.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' &&
    (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression')
      ? [{ name: id.name, isAsync: init.async }]
      : [],
  )
}
