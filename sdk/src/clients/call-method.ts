import { member } from '../codecs/json.js'
import { HubError } from '../errors/hub-error.js'
import type { FunctionCall } from '../sender/actions.js'
import type { SendOptions } from '../sender/context.js'
import type { Client } from './client.js'
import { requireNotUndone } from './decide.js'
import type { Method, MethodOf, Sent } from './method.js'
import { decodeResult, encodeArgs } from './view-method.js'

type Call = (...given: never[]) => Promise<Sent<unknown>>

/** Sends one call of a contract method: encodes the arguments and decodes what it returned. */
export function callMethod<F extends Call>(
  client: Client,
  contractId: string,
  method: MethodOf<F>,
  ...given: Parameters<F>
): ReturnType<F> {
  // The decoder checks the form that the generated type describes.
  return sendCall(client, contractId, method, given) as ReturnType<F>
}

/** The call for use in a transaction of several; takes the parameters that the client's function takes. */
export function methodCall<F extends Call>(
  method: MethodOf<F>,
  ...given: Parameters<F>
): FunctionCall {
  return functionCall(method, given)
}

/** Sends a call with what its function on a client was given: parameters, if it takes any, and options. */
export async function sendCall(
  client: Client,
  contractId: string,
  method: Method,
  given: readonly unknown[],
): Promise<Sent<unknown>> {
  const options = given[takesParameters(method) ? 1 : 0] as SendOptions | undefined
  const call = functionCall(method, given)
  const result = await client.send(contractId, [call], options)
  const returned = decodeResult(method, result.value, result.transactionHash)
  const { undoneBy } = method
  if (undoneBy !== undefined) {
    const facts =
      undoneBy === 'withdraw_restored'
        ? { account_id: client.account?.accountId, token: member(call.args, 'token') }
        : { id: member(call.args, 'id') ?? returned }
    requireNotUndone(result, contractId, undoneBy, facts)
  }
  return { ...result, returned }
}

function functionCall(method: Method, [parameters]: readonly unknown[]): FunctionCall {
  const { depositYocto, args } = takesParameters(method)
    ? attached(method, parameters ?? {})
    : { depositYocto: method.deposit === 'one' ? 1n : 0n, args: {} }
  return {
    methodName: method.name,
    args: encodeArgs(method, args),
    gas: BigInt(method.teraGas ?? 30) * 1_000_000_000_000n,
    depositYocto,
  }
}

function takesParameters({ args, deposit }: Method): boolean {
  return args !== undefined || (deposit !== undefined && deposit !== 'one')
}

/** Parts the deposit from the arguments. */
function attached(
  { deposit }: Method,
  parameters: object,
): { readonly depositYocto: bigint; readonly args: unknown } {
  if (deposit === undefined) return { depositYocto: 0n, args: parameters }
  if (deposit === 'one') return { depositYocto: 1n, args: parameters }
  const { depositYocto, ...args } = parameters as Readonly<Record<string, unknown>>
  if (typeof depositYocto === 'bigint') return { depositYocto, args }
  if (depositYocto !== undefined || deposit === 'asked') {
    throw new HubError('SDK_PARAMETER', ['depositYocto', 'bigint'])
  }
  const isOfToken = deposit === 'token' && (member(args, 'token') ?? 'NEAR') !== 'NEAR'
  return { depositYocto: isOfToken ? 1n : 0n, args }
}
