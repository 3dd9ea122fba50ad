/** JSON Schema (draft 7, as near-abi 0.4 uses) of TypeScript types, as JSON.stringify sends them. */
import ts from 'typescript'

export type Schema = { readonly [key: string]: unknown }

export type SchemaWriter = {
  readonly schemaOf: (type: ts.Type, node?: ts.TypeNode) => Schema
  readonly definitions: Readonly<Record<string, Schema>>
}

/** Deeper types are recursive or not data. */
const maxDepth = 24

export function createSchemaWriter(checker: ts.TypeChecker): SchemaWriter {
  const definitions: Record<string, Schema> = {}
  return {
    definitions,
    schemaOf: (type, node) => write({ checker, definitions }, type, node, 0),
  }
}

type Context = { readonly checker: ts.TypeChecker; readonly definitions: Record<string, Schema> }

function write(
  context: Context,
  type: ts.Type,
  node: ts.TypeNode | undefined,
  depth: number,
): Schema {
  if (depth > maxDepth) return {}
  const named = node === undefined ? undefined : aliasOf(context, node)
  if (named !== undefined) return define(context, named, type, depth)
  const { checker } = context
  const { flags } = type
  if ((flags & ts.TypeFlags.StringLiteral) !== 0)
    return { type: 'string', enum: [(type as ts.StringLiteralType).value] }
  if ((flags & ts.TypeFlags.NumberLiteral) !== 0)
    return { type: 'number', enum: [(type as ts.NumberLiteralType).value] }
  if ((flags & ts.TypeFlags.BooleanLiteral) !== 0)
    return { type: 'boolean', enum: [checker.typeToString(type) === 'true'] }
  if ((flags & ts.TypeFlags.BooleanLike) !== 0) return { type: 'boolean' }
  if ((flags & ts.TypeFlags.StringLike) !== 0) return { type: 'string' }
  if ((flags & ts.TypeFlags.NumberLike) !== 0) return { type: 'number' }
  // 64-bit and larger integers travel as decimal text.
  if ((flags & ts.TypeFlags.BigIntLike) !== 0) return { type: 'string', pattern: '^-?[0-9]+$' }
  if ((flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0)
    return { type: 'null' }
  if (type.isUnion()) return writeUnion(context, type, node, depth)
  if (type.isIntersection() || (flags & ts.TypeFlags.Object) !== 0)
    return writeObject(context, type, node, depth)
  return {}
}

/** A type alias of the contract's own with documentation, such as a decimal string type. */
function aliasOf({ checker }: Context, node: ts.TypeNode): ts.TypeAliasDeclaration | undefined {
  if (!ts.isTypeReferenceNode(node) || node.typeArguments !== undefined) return undefined
  let symbol = checker.getSymbolAtLocation(node.typeName)
  if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0)
    symbol = checker.getAliasedSymbol(symbol)
  return symbol?.declarations?.find(ts.isTypeAliasDeclaration)
}

function define(
  context: Context,
  alias: ts.TypeAliasDeclaration,
  type: ts.Type,
  depth: number,
): Schema {
  const name = alias.name.text
  if (context.definitions[name] === undefined) {
    // Present before it is complete, so that a type may contain itself.
    context.definitions[name] = {}
    const pattern = ts.getJSDocTags(alias).find(({ tagName }) => tagName.text === 'pattern')
    context.definitions[name] = {
      ...documentation(context.checker, alias.name),
      ...(isOwnObject(type, alias)
        ? properties(context, type, depth)
        : write(context, type, alias.type, depth + 1)),
      ...(typeof pattern?.comment === 'string' ? { pattern: pattern.comment.trim() } : {}),
    }
  }
  return { $ref: `#/definitions/${name}` }
}

/** The alias is the object type's own name, not a name for another named type. */
function isOwnObject(type: ts.Type, alias: ts.TypeAliasDeclaration): boolean {
  return (
    (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
    (ts.isTypeLiteralNode(alias.type) || ts.isIntersectionTypeNode(alias.type)) &&
    type.aliasSymbol?.declarations?.includes(alias) === true
  )
}

function writeUnion(
  context: Context,
  type: ts.UnionType,
  node: ts.TypeNode | undefined,
  depth: number,
): Schema {
  const parts = type.types.filter((part) => (part.flags & ts.TypeFlags.Undefined) === 0)
  if (parts.every((part) => part.isStringLiteral()))
    return { type: 'string', enum: parts.map((part) => (part as ts.StringLiteralType).value) }
  // As written, so that named members keep their names: `Hex32 | null`.
  const nodes = node !== undefined && ts.isUnionTypeNode(node) ? node.types : undefined
  const schemas =
    nodes === undefined
      ? mergeBooleans(parts).map((part) => write(context, part, undefined, depth + 1))
      : nodes.map((part) =>
          write(context, context.checker.getTypeFromTypeNode(part), part, depth + 1),
        )
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  const nullFirst = distinct.sort((a, b) => Number(b.type === 'null') - Number(a.type === 'null'))
  return nullFirst.length === 1 ? (nullFirst[0] ?? {}) : { anyOf: nullFirst }
}

/** The checker splits `boolean` into its two values when it stands in a union. */
function mergeBooleans(parts: readonly ts.Type[]): readonly ts.Type[] {
  const isBoolean = (part: ts.Type): boolean => (part.flags & ts.TypeFlags.BooleanLiteral) !== 0
  if (parts.filter(isBoolean).length < 2) return parts
  const [first] = parts.filter(isBoolean)
  return parts.filter((part) => !isBoolean(part) || part === first)
}

/** The node of an array's items: `T` in `T[]` and `readonly T[]`. */
function itemNode(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  if (node === undefined) return undefined
  if (ts.isTypeOperatorNode(node)) return itemNode(node.type)
  return ts.isArrayTypeNode(node) ? node.elementType : undefined
}

function writeObject(
  context: Context,
  type: ts.Type,
  node: ts.TypeNode | undefined,
  depth: number,
): Schema {
  const { checker } = context
  const name = type.symbol?.name
  if (name === 'Uint8Array') return { type: 'string' }
  if (checker.isArrayType(type) || name === 'Set') {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    return {
      type: 'array',
      items: item === undefined ? {} : write(context, item, itemNode(node), depth + 1),
    }
  }
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference)
    const written = items.map((item) => write(context, item, undefined, depth + 1))
    return { type: 'array', items: written, minItems: items.length, maxItems: items.length }
  }
  const alias = type.aliasSymbol?.declarations?.find(ts.isTypeAliasDeclaration)
  if (alias !== undefined && alias.typeParameters === undefined) {
    if (context.definitions[alias.name.text] !== undefined)
      return { $ref: `#/definitions/${alias.name.text}` }
    context.definitions[alias.name.text] = {}
    context.definitions[alias.name.text] = {
      ...documentation(checker, alias.name),
      ...properties(context, type, depth),
    }
    return { $ref: `#/definitions/${alias.name.text}` }
  }
  return properties(context, type, depth)
}

function properties(context: Context, type: ts.Type, depth: number): Schema {
  const { checker } = context
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)
  if (index !== undefined)
    return {
      type: 'object',
      additionalProperties: write(context, index.type, undefined, depth + 1),
    }
  const written: Record<string, Schema> = {}
  const required: string[] = []
  for (const property of checker.getPropertiesOfType(type)) {
    const declaration = property.valueDeclaration
    const propertyType = checker.getTypeOfSymbol(property)
    if (propertyType.getCallSignatures().length > 0) continue
    const node =
      declaration !== undefined && ts.isPropertySignature(declaration)
        ? declaration.type
        : undefined
    written[property.name] = {
      ...write(
        context,
        checker.getNonNullableType(propertyType) === propertyType
          ? propertyType
          : withoutUndefined(checker, propertyType),
        node,
        depth + 1,
      ),
      ...description(property.getDocumentationComment(checker)),
    }
    if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name)
  }
  return {
    type: 'object',
    properties: written,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}

/** `T | undefined` is an absent property; `T | null` is a value. */
export function withoutUndefined(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  if (!type.isUnion()) return type
  if (!type.types.some((part) => (part.flags & ts.TypeFlags.Undefined) !== 0)) return type
  const hasNull = type.types.some((part) => (part.flags & ts.TypeFlags.Null) !== 0)
  return hasNull ? type : checker.getNonNullableType(type)
}

function documentation(checker: ts.TypeChecker, name: ts.Identifier): Schema {
  return description(checker.getSymbolAtLocation(name)?.getDocumentationComment(checker) ?? [])
}

function description(parts: readonly ts.SymbolDisplayPart[]): Schema {
  const text = ts.displayPartsToString([...parts])
  return text === '' ? {} : { description: text }
}
