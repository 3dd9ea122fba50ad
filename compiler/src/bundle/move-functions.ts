import type { NodePath, PluginObj } from '@babel/core'
import { types as t } from '@babel/core'

/**
 * Moves a function of the module that is called in one place, and not in a loop, into that call: no object of it
 * lies in the snapshot. Only the callee of a call is replaced, whose identity and name nobody can ask for.
 */
export function movingFunctions(onChange: () => void): PluginObj {
  return {
    visitor: {
      FunctionDeclaration(path) {
        const { node } = path
        const call = onlyCall(path, node.id)
        if (call === undefined) return
        const { params, body, generator, async } = node
        call.node.callee = t.functionExpression(null, params, body, generator, async)
        path.remove()
        onChange()
      },
      VariableDeclarator(path) {
        const { id, init } = path.node
        if (id.type !== 'Identifier' || init?.type !== 'ArrowFunctionExpression') return
        const isConstant =
          path.parent.type === 'VariableDeclaration' && path.parent.kind === 'const'
        const call = isConstant ? onlyCall(path, id) : undefined
        if (call === undefined || hasLexicalThis(path)) return
        call.node.callee = init
        path.remove()
        onChange()
      },
    },
  }
}

/** The one call of what is declared, when the function means the same there. */
function onlyCall(
  path: NodePath<t.FunctionDeclaration> | NodePath<t.VariableDeclarator>,
  id: t.Identifier | null | undefined,
): NodePath<t.CallExpression> | undefined {
  const scope = path.parentPath?.scope
  const binding = id ? scope?.getBinding(id.name) : undefined
  if (binding === undefined || binding.constantViolations.length > 0) return undefined
  // In the module alone: a local constant may be called before it is there, and must then fail.
  if (scope?.getFunctionParent() !== scope || scope?.parent.parent !== undefined) return undefined
  const [reference, ...more] = binding.referencePaths
  const call = reference?.parentPath
  if (reference === undefined || more.length > 0 || !call?.isCallExpression()) return undefined
  if (reference.key !== 'callee' || reference.isDescendant(path) || isInLoop(call)) return undefined
  return seesTheSame(path, call) ? call : undefined
}

function isInLoop(call: NodePath): boolean {
  return call.findParent((parent) => parent.isLoop() || parent.isFunction())?.isLoop() === true
}

/** Whether each name that the function takes from outside is the same thing at the call. */
function seesTheSame(path: NodePath, call: NodePath): boolean {
  let isSame = true
  path.traverse({
    Identifier(inner) {
      const isName = inner.key === 'property' || inner.key === 'key'
      if (isName && !isComputed(inner.parent)) return
      const { name } = inner.node
      const meant = inner.scope.getBinding(name)
      if (meant?.path !== path && meant?.scope.path.isDescendant(path) === true) return
      if (meant?.scope.path === path) return
      if (call.scope.getBinding(name) !== meant) isSame = false
    },
  })
  return isSame
}

function isComputed(node: t.Node): boolean {
  return 'computed' in node && node.computed === true
}

function hasLexicalThis(path: NodePath): boolean {
  let found = false
  path.traverse({
    ThisExpression: () => {
      found = true
    },
    Super: () => {
      found = true
    },
    MetaProperty: () => {
      found = true
    },
    Identifier: ({ node }) => {
      found ||= node.name === 'arguments'
    },
  })
  return found
}
