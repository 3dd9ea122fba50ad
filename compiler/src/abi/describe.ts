import { resolve } from 'node:path'
import ts from 'typescript'
import { type Bundle, bundleContract } from '../bundle/bundle.js'
import type { ContractMethod } from '../bundle/methods.js'
import type { AbiDocument, Describe } from '../interface.js'
import { typeProgram } from './program.js'
import { createSchemaWriter, type Schema, type SchemaWriter, withoutUndefined } from './schema.js'

/** The ABI of a contract entry file, without compiling it to wasm. */
export const describe: Describe = async (entryPath) => {
  const entry = resolve(entryPath)
  return describeAbi(entry, await bundleContract(entry))
}

/**
 * near-abi 0.4 of a contract: names, kinds, modifiers, documentation, and JSON schemas of arguments
 * and results read from the method's own types. A method that takes its input raw names the type
 * of the arguments as `RawArgs<T>`; without documentation of its own it has that type's.
 *
 * near-abi says neither which arguments may be left out nor that the input is not JSON: the
 * extensions `x-optional` of an argument and `x-raw-input` of a function do.
 */
export function describeAbi(entry: string, bundle: Bundle): AbiDocument {
  const program = typeProgram(entry)
  const checker = program.getTypeChecker()
  const writer = createSchemaWriter(checker)
  const functions = bundle.entries.map((name) => {
    const method = bundle.methods.find((candidate) => candidate.name === name)
    const declaration = findMethod(program, entry, name)
    return {
      name,
      ...documentation(checker, declaration),
      ...(method === undefined ? taggedKind(declaration) : decoratedKind(method)),
      ...signature(checker, writer, declaration),
    }
  })
  return {
    schema_version: '0.4.0',
    metadata: { build: { compiler: 'near-ts-compile 0.1.0', builder: 'QuickJS 2021-03-27' } },
    body: {
      functions,
      root_schema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title: 'String',
        type: 'string',
        definitions: writer.definitions,
      },
    },
  }
}

type Kind = { readonly kind: 'view' | 'call'; readonly modifiers?: readonly string[] }

function decoratedKind(method: ContractMethod): Kind {
  return withModifiers(method.kind === 'view', [
    ...(method.kind === 'initialize' ? ['init'] : []),
    ...(method.isPrivate ? ['private'] : []),
    ...(method.isPayable ? ['payable'] : []),
  ])
}

/** A plain exported function says what it is with the doc tags `@view`, `@init`, `@private` and `@payable`. */
function taggedKind(declaration: ts.SignatureDeclaration | undefined): Kind {
  const tags =
    declaration === undefined ? [] : ts.getJSDocTags(declaration).map((tag) => tag.tagName.text)
  return withModifiers(
    tags.includes('view'),
    ['init', 'private', 'payable'].filter((name) => tags.includes(name)),
  )
}

function withModifiers(isView: boolean, modifiers: readonly string[]): Kind {
  return { kind: isView ? 'view' : 'call', ...(modifiers.length > 0 ? { modifiers } : {}) }
}

/** The method of that name on a class of the entry file, or the function it exports, its own or another file's. */
function findMethod(
  program: ts.Program,
  entry: string,
  name: string,
): ts.SignatureDeclaration | undefined {
  const source = program.getSourceFile(entry)
  const checker = program.getTypeChecker()
  const module = source && checker.getSymbolAtLocation(source)
  const exported = module && checker.tryGetMemberInModuleExports(name, module)
  if (exported !== undefined) {
    const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0
    const declared = (isAlias ? checker.getAliasedSymbol(exported) : exported).valueDeclaration
    if (declared !== undefined && ts.isFunctionDeclaration(declared)) return declared
  }
  for (const statement of source?.statements ?? []) {
    if (!ts.isClassDeclaration(statement)) continue
    const method = statement.members.find(
      (member) => ts.isMethodDeclaration(member) && member.name.getText() === name,
    )
    if (method !== undefined && ts.isMethodDeclaration(method)) return method
  }
  return undefined
}

function documentation(
  checker: ts.TypeChecker,
  declaration: ts.SignatureDeclaration | undefined,
): { readonly doc?: string } {
  const symbol = declaration?.name && checker.getSymbolAtLocation(declaration.name)
  const own = ts.displayPartsToString(symbol?.getDocumentationComment(checker))
  const argsNode = declaration?.parameters[0] && rawArgsNode(declaration.parameters[0])
  const doc = own !== '' || argsNode === undefined ? own : argsDocumentation(checker, argsNode)
  return doc === '' ? {} : { doc }
}

/** A type without members is shared by everything that takes no arguments, and tells nothing. */
function argsDocumentation(checker: ts.TypeChecker, node: ts.TypeNode): string {
  if (!ts.isTypeReferenceNode(node)) return ''
  if (checker.getPropertiesOfType(checker.getTypeFromTypeNode(node)).length === 0) return ''
  const symbol = checker.getSymbolAtLocation(node.typeName)
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
  const declared = isAlias ? checker.getAliasedSymbol(symbol) : symbol
  return ts.displayPartsToString(declared?.getDocumentationComment(checker))
}

/** `T` of a parameter declared as `RawArgs<T>`. */
function rawArgsNode({ type: node }: ts.ParameterDeclaration): ts.TypeNode | undefined {
  const isRaw =
    node !== undefined && ts.isTypeReferenceNode(node) && node.typeName.getText() === 'RawArgs'
  return isRaw ? node.typeArguments?.[0] : undefined
}

function signature(
  checker: ts.TypeChecker,
  writer: SchemaWriter,
  declaration: ts.SignatureDeclaration | undefined,
): Schema {
  if (declaration === undefined) return {}
  const resolved = checker.getSignatureFromDeclaration(declaration)
  if (resolved === undefined) return {}
  const [parameter] = declaration.parameters
  const args = parameter === undefined ? [] : argumentsOf(checker, writer, parameter)
  const isRawInput = parameter !== undefined && takesBytes(checker, parameter)
  const result = checker.getReturnTypeOfSignature(resolved)
  const isData =
    (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Any)) === 0 &&
    result.symbol?.name !== 'NearPromise'
  return {
    ...(args.length > 0 ? { params: { serialization_type: 'json', args } } : {}),
    ...(isRawInput ? { 'x-raw-input': true } : {}),
    ...(isData
      ? {
          result: {
            serialization_type: 'json',
            type_schema: writer.schemaOf(result, declaration.type),
          },
        }
      : {}),
  }
}

/** The members of the one object that carries a call's arguments. */
function argumentsOf(
  checker: ts.TypeChecker,
  writer: SchemaWriter,
  parameter: ts.ParameterDeclaration,
): readonly Schema[] {
  const raw = rawArgsNode(parameter)
  const type =
    raw === undefined ? checker.getTypeAtLocation(parameter) : checker.getTypeFromTypeNode(raw)
  if (type.symbol?.name === 'Uint8Array') return []
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const declared = property.valueDeclaration
    const propertyNode =
      declared !== undefined && ts.isPropertySignature(declared) ? declared.type : undefined
    const propertyType = checker.getTypeOfSymbol(property)
    if (propertyType.getCallSignatures().length > 0) return []
    const doc = ts.displayPartsToString(property.getDocumentationComment(checker))
    const schema = writer.schemaOf(withoutUndefined(checker, propertyType), propertyNode)
    return [
      {
        name: property.name,
        type_schema: doc === '' ? schema : { ...schema, description: doc },
        ...((property.flags & ts.SymbolFlags.Optional) !== 0 ? { 'x-optional': true } : {}),
      },
    ]
  })
}

/** The input is the bytes themselves. */
function takesBytes(checker: ts.TypeChecker, parameter: ts.ParameterDeclaration): boolean {
  if (rawArgsNode(parameter) !== undefined) return false
  return checker.getTypeAtLocation(parameter).symbol?.name === 'Uint8Array'
}
