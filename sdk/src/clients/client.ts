import { HubError, parsePanic } from '../errors/hub-error.js'
import { items, member } from '../json.js'
import { toBase64 } from '../payments/bytes.js'
import type { TransactionResult } from '../sender/result.js'
import { type Account, type FunctionCall, type SendContext, sendCalls } from '../sender/send.js'
import type { Transport } from '../transports/transport.js'

export type ClientOptions = {
  readonly transport: Transport
  readonly networkId: string
  /** Account ids of the hub's contracts. */
  readonly contracts: { readonly channels: string }
  /** Needed for everything that sends a transaction. */
  readonly account?: Account | undefined
  readonly onSigned?: SendContext['onSigned']
  readonly lookupTimeoutMs?: number | undefined
}

/** What actions work with. */
export type Client = ClientOptions & {
  /** A view method's JSON result. */
  readonly view: (contractId: string, methodName: string, args: unknown) => Promise<unknown>
  /** Calls in one transaction; see `sendCalls`. */
  readonly send: (contractId: string, calls: readonly FunctionCall[]) => Promise<TransactionResult>
}

export function createClient(options: ClientOptions): Client {
  return {
    ...options,
    view: async (contractId, methodName, args) => {
      const result = await options.transport.request('query', {
        request_type: 'call_function',
        finality: 'optimistic',
        account_id: contractId,
        method_name: methodName,
        args_base64: toBase64(new TextEncoder().encode(JSON.stringify(args))),
      })
      const error = member(result, 'error')
      if (typeof error === 'string') {
        throw parsePanic(error) ?? new HubError('SDK_VIEW_FAILED', [methodName, error])
      }
      return JSON.parse(
        new TextDecoder().decode(Uint8Array.from(items(member(result, 'result')).map(Number))),
      )
    },
    send: (contractId, calls) => {
      const { account } = options
      if (account === undefined) throw new HubError('SDK_NO_ACCOUNT', [])
      return sendCalls({ ...options, account }, contractId, calls)
    },
  }
}
