import { decodeValue, encodeValue } from '../codecs/values.js'
import { HubError, isHubError } from '../errors/hub-error.js'
import type { Method, MethodOf, MethodTable, Views } from './method.js'
import type { ContractName, Reader } from './reader.js'

type View = (...given: never[]) => Promise<unknown>

/** A contract's views as functions: all that a program needs which only reads. */
export function contractViews<Client>(
  reader: Reader,
  contract: ContractName,
  methods: MethodTable<Client>,
): Views<Client> {
  const views = rowsOf(methods).flatMap(([name, method]) => {
    if (method.kind !== 'view') return []
    const read = (args?: unknown) => readView(reader, reader.contracts[contract], method, args)
    return [[name, async (args?: unknown) => read(args)]]
  })
  return Object.fromEntries(views) as Views<Client>
}

/** Reads a view method. */
export function viewMethod<F extends View>(
  reader: Reader,
  contractId: string,
  method: MethodOf<F>,
  ...[args]: Parameters<F>
): ReturnType<F> {
  // The decoder checks the form that the generated type describes.
  return readView(reader, contractId, method, args) as ReturnType<F>
}

async function readView(
  reader: Reader,
  contractId: string,
  method: Method,
  args: unknown,
): Promise<unknown> {
  const value = await reader.view(contractId, method.name, encodeArgs(method, args))
  return decodeResult(method, value, undefined)
}

/** The methods of a table. */
export function rowsOf<Client>(methods: MethodTable<Client>): readonly [string, Method][] {
  return Object.entries<Method>(methods)
}

/** What the contract reads; a method that takes no arguments gets an empty object. */
export function encodeArgs({ args: shape }: Method, args: unknown): unknown {
  if (shape === undefined) return {}
  return shape === 'bytes' ? args : encodeValue(shape, args ?? {})
}

/** What a method returned. Errors: SDK_BAD_RESULT. */
export function decodeResult(
  { name, result }: Method,
  value: unknown,
  transactionHash: string | undefined,
): unknown {
  if (result === undefined) return undefined
  try {
    return decodeValue(result, value)
  } catch (cause) {
    if (!isHubError(cause)) throw cause
    const details = { cause, ...(transactionHash === undefined ? {} : { transactionHash }) }
    throw new HubError('SDK_BAD_RESULT', [name], details)
  }
}
