import type { NodePath, PluginObj } from '@babel/core'
import { types as t } from '@babel/core'

/**
 * Removes what nothing refers to, and no effect with it: functions, classes without initial work, and constants
 * that hold a literal go; of any other unused variable the initial value stays, as a statement of its own.
 * A read may throw (a getter, a variable before its declaration), and so may a conversion.
 */
export function droppingUnused(onChange: () => void): PluginObj {
  const remove = (path: NodePath): void => {
    path.remove()
    onChange()
  }
  return {
    visitor: {
      FunctionDeclaration(path) {
        if (isUnused(path, path.node.id)) remove(path)
      },
      ClassDeclaration(path) {
        if (isUnused(path, path.node.id) && isInertClass(path, path.node)) remove(path)
      },
      VariableDeclaration(path) {
        const only = path.node.declarations[0]
        const isStatement = path.parentPath.isBlockStatement() || path.parentPath.isProgram()
        if (only === undefined || path.node.declarations.length > 1 || !isStatement) return
        if (only.id.type !== 'Identifier' || !isUnused(path, only.id)) return
        if (isInert(path, only.init)) remove(path)
        else if (only.init) {
          path.replaceWith(t.expressionStatement(only.init))
          onChange()
        }
      },
    },
  }
}

function isUnused(path: NodePath, id: t.Identifier | null | undefined): boolean {
  // Of the scope around it: a parameter of a function may have the function's name.
  const binding = id ? path.parentPath?.scope.getBinding(id.name) : undefined
  // A function that only refers to itself is unused too.
  return (
    binding !== undefined &&
    !binding.scope.path.isProgram() &&
    binding.constantViolations.length === 0 &&
    binding.referencePaths.every((reference) => reference.isDescendant(path))
  )
}

function isInertClass(path: NodePath, { superClass, body, decorators }: t.Class): boolean {
  const isPlain = (member: t.Class['body']['body'][number]): boolean =>
    (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') &&
    !('computed' in member && member.computed === true)
  const isPlainBody = (decorators ?? []).length === 0 && body.body.every(isPlain)
  return isPlainBody && (!superClass || isClass(path, superClass))
}

/** A class of the script, or one of the built-in errors. */
function isClass(path: NodePath, node: t.Expression): boolean {
  if (node.type !== 'Identifier') return false
  const binding = path.scope.getBinding(node.name)
  return binding === undefined ? /Error$/.test(node.name) : binding.path.isClassDeclaration()
}

function isInert(path: NodePath, node: t.Expression | null | undefined): boolean {
  if (!node) return true
  if (t.isFunction(node) || t.isLiteral(node)) return !t.isTemplateLiteral(node)
  if (t.isUnaryExpression(node)) return node.operator === 'void' && isInert(path, node.argument)
  if (t.isCallExpression(node) || t.isNewExpression(node)) return isPromised(path, node)
  return t.isClassExpression(node) && isInertClass(path, node)
}

/** Whether the author says that a call has no effects, there or at the function. */
function isPromised(path: NodePath, node: t.CallExpression | t.NewExpression): boolean {
  if (hasNote(node, 'PURE')) return true
  const called =
    node.callee.type === 'Identifier' ? path.scope.getBinding(node.callee.name) : undefined
  const declaration = called?.path.node
  return t.isVariableDeclarator(declaration)
    ? hasNote(declaration.init, 'NO_SIDE_EFFECTS')
    : hasNote(declaration, 'NO_SIDE_EFFECTS')
}

function hasNote(node: t.Node | null | undefined, note: string): boolean {
  return node?.leadingComments?.some(({ value }) => value.includes(`__${note}__`)) === true
}
