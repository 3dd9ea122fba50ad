import ts from 'typescript'
import type { Bundle } from '../bundle/bundle.js'
import type { ContractMethod } from '../bundle/methods.js'
import type { AbiDocument } from '../interface.js'
import { typeProgram } from './program.js'
import { createSchemaWriter, type Schema, type SchemaWriter } from './schema.js'

/**
 * near-abi 0.4 of a contract: names, kinds, modifiers, documentation, and JSON schemas of arguments
 * and results read from the method's own types. A method that takes its input raw names the type
 * of the arguments as `RawArgs<T>`.
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
      kind: method?.kind === 'view' ? 'view' : 'call',
      ...modifiers(method),
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

function modifiers(method: ContractMethod | undefined): { readonly modifiers?: string[] } {
  const found = [
    ...(method?.kind === 'initialize' ? ['init'] : []),
    ...(method?.isPrivate === true ? ['private'] : []),
    ...(method?.isPayable === true ? ['payable'] : []),
  ]
  return found.length > 0 ? { modifiers: found } : {}
}

/** The method of that name on a class of the entry file, or its exported function. */
function findMethod(
  program: ts.Program,
  entry: string,
  name: string,
): ts.SignatureDeclaration | undefined {
  for (const statement of program.getSourceFile(entry)?.statements ?? []) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement
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
  const doc = ts.displayPartsToString(symbol?.getDocumentationComment(checker))
  return doc === '' ? {} : { doc }
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
  const result = checker.getReturnTypeOfSignature(resolved)
  const isData =
    (result.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Any)) === 0 &&
    result.symbol?.name !== 'NearPromise'
  return {
    ...(args.length > 0 ? { params: { serialization_type: 'json', args } } : {}),
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
  const node = parameter.type
  const isRaw =
    node !== undefined && ts.isTypeReferenceNode(node) && node.typeName.getText() === 'RawArgs'
  const raw = isRaw ? node.typeArguments?.[0] : undefined
  const type =
    raw === undefined ? checker.getTypeAtLocation(parameter) : checker.getTypeFromTypeNode(raw)
  if (type.symbol?.name === 'Uint8Array') return []
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const declared = property.valueDeclaration
    const propertyNode =
      declared !== undefined && ts.isPropertySignature(declared) ? declared.type : undefined
    const propertyType = checker.getTypeOfSymbol(property)
    if (propertyType.getCallSignatures().length > 0) return []
    return [{ name: property.name, type_schema: writer.schemaOf(propertyType, propertyNode) }]
  })
}
