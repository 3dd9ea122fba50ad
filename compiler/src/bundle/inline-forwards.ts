import type { PluginObj } from '@babel/core'
import { types as t } from '@babel/core'

/** The engine's global object of host functions and codecs: frozen, no getters, so reading a member of it is no effect. */
const nativeName = 'env'

/**
 * Replaces a call of a function that only forwards its parameters, once each and in their order, to a member of `env`
 * by that call: `u128Add(a, 0, b, 8)` becomes `env.u128_add(a, 0, b, 8)`.
 */
export function inliningForwards(onChange: () => void): PluginObj {
  return {
    visitor: {
      CallExpression(path) {
        const { callee } = path.node
        if (callee.type !== 'Identifier' || path.scope.getBinding(nativeName)) return
        const called = path.scope.getBinding(callee.name)
        const declaration = called?.path.node
        if (called?.constantViolations.length !== 0 || declaration?.type !== 'FunctionDeclaration')
          return
        const forwarded = forwardOf(declaration)
        if (forwarded === undefined) return
        const isStatement = path.parentPath.isExpressionStatement()
        if (!forwarded.isReturned && !isStatement) return
        const values = path.node.arguments
        if (
          values.length !== declaration.params.length ||
          values.some((value) => !t.isExpression(value))
        )
          return
        path.replaceWith(withArguments(forwarded.expression, values))
        onChange()
      },
    },
  }
}

type Forward = { readonly expression: t.Expression; readonly isReturned: boolean }

function forwardOf({ params, body, generator, async }: t.FunctionDeclaration): Forward | undefined {
  const [statement, ...more] = body.body
  if (statement === undefined || more.length > 0 || generator || async) return undefined
  const isReturned = statement.type === 'ReturnStatement'
  if (!isReturned && statement.type !== 'ExpressionStatement') return undefined
  const expression = isReturned ? statement.argument : statement.expression
  const call = callIn(expression)
  if (!expression || call === undefined || !isNativeMember(call.callee)) return undefined
  const names = call.arguments.filter((value) => !isConstant(value))
  const isForward =
    names.length === params.length &&
    names.every(
      (value, at) => t.isIdentifier(value) && t.isIdentifier(params[at], { name: value.name }),
    )
  return isForward ? { expression, isReturned } : undefined
}

/** The call itself, or one that is compared to a literal. */
function callIn(expression: t.Expression | null | undefined): t.CallExpression | undefined {
  if (expression?.type === 'CallExpression') return expression
  if (expression?.type !== 'BinaryExpression' || !isConstant(expression.right)) return undefined
  return expression.operator === '===' && expression.left.type === 'CallExpression'
    ? expression.left
    : undefined
}

/** A template may hold names, which could mean something else where the call is. */
function isConstant(node: t.Node): boolean {
  return t.isLiteral(node) && !t.isTemplateLiteral(node)
}

function isNativeMember(node: t.Node): boolean {
  return (
    t.isMemberExpression(node, { computed: false }) &&
    t.isIdentifier(node.object, { name: nativeName })
  )
}

function withArguments(
  expression: t.Expression,
  values: t.CallExpression['arguments'],
): t.Expression {
  const copy = t.cloneNode(expression)
  const call = callIn(copy)
  const rest = [...values]
  if (call)
    call.arguments = call.arguments.map((value) =>
      isConstant(value) ? value : (rest.shift() ?? value),
    )
  return copy
}
