import type { NodePath, PluginObj } from '@babel/core'
import type * as t from '@babel/types'
import { CompileError } from '../errors.js'

export type MethodKind = 'view' | 'call' | 'initialize' | 'migrate'

export type ContractMethod = {
  readonly name: string
  readonly kind: MethodKind
  readonly isPrivate: boolean
  readonly isPayable: boolean
}

const kinds: ReadonlySet<string> = new Set(['view', 'call', 'initialize', 'migrate'])

/** Babel plugin that notes every decorated method of a `@NearBindgen` class. */
export function collectMethods(found: ContractMethod[]): () => PluginObj {
  return () => ({
    visitor: {
      ClassDeclaration(path: NodePath<t.ClassDeclaration>) {
        if (!path.node.decorators?.some((decorator) => decoratorName(decorator) === 'NearBindgen'))
          return
        for (const member of path.node.body.body) {
          if (member.type !== 'ClassMethod' || member.key.type !== 'Identifier') continue
          requireKind(member, member.key.name)
          for (const decorator of member.decorators ?? []) {
            const kind = decoratorName(decorator)
            if (kind === undefined || !kinds.has(kind)) continue
            found.push({
              name: member.key.name,
              kind: kind as MethodKind,
              isPrivate: hasOption(decorator, 'privateFunction'),
              isPayable: hasOption(decorator, 'payableFunction'),
            })
          }
        }
      },
    },
  })
}

/** A public method without a kind is either a forgotten decorator or a helper to be marked as one. */
function requireKind(method: t.ClassMethod, name: string): void {
  const isHidden =
    method.kind !== 'method' ||
    method.static ||
    name.startsWith('_') ||
    (method.accessibility ?? 'public') !== 'public'
  const hasKind = (method.decorators ?? []).some((decorator) =>
    kinds.has(decoratorName(decorator) ?? ''),
  )
  if (isHidden || hasKind) return
  const line = method.loc?.start.line ?? 0
  throw new CompileError(
    `method '${name}' (line ${line}) has no kind: add @view({}) or @call({}), or make it private if it is a helper`,
  )
}

function decoratorName(decorator: t.Decorator): string | undefined {
  const { expression } = decorator
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier')
    return undefined
  return expression.callee.name
}

function hasOption(decorator: t.Decorator, option: string): boolean {
  const { expression } = decorator
  const options = expression.type === 'CallExpression' ? expression.arguments[0] : undefined
  if (options?.type !== 'ObjectExpression') return false
  return options.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.key.type === 'Identifier' &&
      property.key.name === option &&
      property.value.type === 'BooleanLiteral' &&
      property.value.value,
  )
}
