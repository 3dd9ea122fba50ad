import type { Client } from '../clients/client.js'
import type { Method, Shape } from '../codecs/shape.js'
import { decodeValue, encodeValue } from '../codecs/values.js'
import { HubError, isHubError } from '../errors/hub-error.js'
import type { FunctionCall } from '../sender/actions.js'
import type { SendOptions } from '../sender/context.js'
import type { TransactionResult } from '../sender/result.js'

/** A transaction and what the method returned. */
export type Sent<Result> = TransactionResult & { readonly returned: Result }

/** What a call attaches. */
export type Attached = {
  /** Whole Tgas; what is not burnt comes back. */
  readonly teraGas: number
  /** Nothing unless given. */
  readonly depositYocto?: bigint
}

/** An argument object without members for methods that take none. */
type ArgsOf<Args> = Args extends undefined ? Readonly<Record<never, never>> : Args

/** Sends one call of a contract method: encodes the arguments and decodes what it returned. */
export async function callMethod<Args, Result>(
  client: Client,
  contractId: string,
  method: Method<'call', Args, Result>,
  args: ArgsOf<Args>,
  attached: Attached,
  options: SendOptions = {},
): Promise<Sent<Result>> {
  const calls = [methodCall(method, args, attached)]
  const result = await client.send(contractId, calls, options)
  const { transactionHash } = result
  return { ...result, returned: readResult(method, result.value, transactionHash) }
}

/** The call for use in a transaction of several. */
export function methodCall<Args>(
  method: Method<'call', Args, unknown>,
  args: ArgsOf<Args>,
  { teraGas, depositYocto = 0n }: Attached,
): FunctionCall {
  const gas = BigInt(teraGas) * 1_000_000_000_000n
  return { methodName: method.name, args: encodeArgs(method, args), gas, depositYocto }
}

/** Reads a view method. */
export async function viewMethod<Args, Result>(
  client: Client,
  contractId: string,
  method: Method<'view', Args, Result>,
  args: ArgsOf<Args>,
): Promise<Result> {
  const value = await client.view(contractId, method.name, encodeArgs(method, args))
  return readResult(method, value, undefined)
}

function encodeArgs(method: Method<'view' | 'call', unknown, unknown>, args: unknown): unknown {
  if (method.args === undefined) return {}
  return method.args === 'bytes' ? args : encodeValue(method.args, args)
}

/** The decoder has checked the form that the generated type describes. */
function readResult<Result>(
  method: Method<'view' | 'call', never, Result> | Method<'view' | 'call', unknown, Result>,
  value: unknown,
  transactionHash: string | undefined,
): Result {
  const shape: Shape | undefined = method.result
  if (shape === undefined) return undefined as Result
  try {
    return decodeValue(shape, value) as Result
  } catch (cause) {
    if (!isHubError(cause)) throw cause
    const details = { cause, ...(transactionHash === undefined ? {} : { transactionHash }) }
    throw new HubError('SDK_BAD_RESULT', [method.name], details)
  }
}
