import type { NodePath, PluginObj } from '@babel/core'
import type * as t from '@babel/types'

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
