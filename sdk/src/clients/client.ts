import { toBase64 } from '../codecs/base64.js'
import { items, member } from '../codecs/json.js'
import { HubError, parsePanic } from '../errors/hub-error.js'
import type { FunctionCall, SendAction } from '../sender/actions.js'
import type { Account, SendContext, SendOptions } from '../sender/context.js'
import type { TransactionResult } from '../sender/result.js'
import { type Resumed, resume } from '../sender/resume.js'
import { sendActions } from '../sender/send.js'

export const contractNames = [
  'channels',
  'competition',
  'ladder',
  'licensing',
  'attestation',
] as const

export type ContractName = (typeof contractNames)[number]

/** Account ids of the hub's contracts. */
export type HubContracts = Readonly<Record<ContractName, string>>

export type ClientOptions = Omit<SendContext, 'account'> & {
  /** Account ids of the hub's contracts. */
  readonly contracts: Partial<HubContracts>
  /** Needed for everything that sends a transaction. */
  readonly account?: Account | undefined
}

/** What actions work with. A contract whose account id was not given throws SDK_NO_CONTRACT. */
export type Client = Omit<ClientOptions, 'contracts'> & {
  readonly contracts: HubContracts
  /** A view method's JSON result; bytes as arguments are sent as they are. */
  readonly view: (contractId: string, methodName: string, args: unknown) => Promise<unknown>
  /** Calls in one transaction; see `sendActions`. */
  readonly send: (
    contractId: string,
    calls: readonly FunctionCall[],
    options?: SendOptions,
  ) => Promise<TransactionResult>
  /** Any actions in one transaction; see `sendActions`. */
  readonly sendActions: (
    receiverId: string,
    actions: readonly SendAction[],
    options?: SendOptions,
  ) => Promise<TransactionResult>
  /** Follows what an earlier run left open in the journal; see `resume`. */
  readonly resume: (options?: SendOptions) => Promise<readonly Resumed[]>
}

export function createClient(options: ClientOptions): Client {
  return {
    ...options,
    contracts: withAll(options.contracts),
    view: async (contractId, methodName, args) => {
      const result = await options.transport.request('query', {
        request_type: 'call_function',
        finality: 'optimistic',
        account_id: contractId,
        method_name: methodName,
        args_base64: toBase64(argumentBytes(args)),
      })
      const error = member(result, 'error')
      if (typeof error === 'string') {
        throw parsePanic(error) ?? new HubError('SDK_VIEW_FAILED', [methodName, error])
      }
      return JSON.parse(
        new TextDecoder().decode(Uint8Array.from(items(member(result, 'result')).map(Number))),
      )
    },
    send: async (contractId, calls, sendOptions) =>
      sendActions(signing(options), contractId, calls, sendOptions),
    sendActions: async (receiverId, actions, sendOptions) =>
      sendActions(signing(options), receiverId, actions, sendOptions),
    resume: async (sendOptions) => resume(signing(options), sendOptions),
  }
}

function signing(options: ClientOptions): SendContext {
  const { account } = options
  if (account === undefined) throw new HubError('SDK_NO_ACCOUNT', [])
  return { ...options, account }
}

function withAll(given: Partial<HubContracts>): HubContracts {
  const contracts = { ...given }
  for (const name of contractNames) {
    if (contracts[name] !== undefined) continue
    Object.defineProperty(contracts, name, {
      get: () => {
        throw new HubError('SDK_NO_CONTRACT', [name])
      },
    })
  }
  return contracts as HubContracts
}

/** Arguments as a contract reads them. */
export function argumentBytes(args: unknown): Uint8Array {
  return args instanceof Uint8Array ? args : new TextEncoder().encode(JSON.stringify(args))
}
