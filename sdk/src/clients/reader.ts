/** Reading contracts: everything a page needs that signs nothing. */
import { toBase64 } from '../codecs/base64.js'
import { utf8 } from '../codecs/bytes.js'
import { items, member } from '../codecs/json.js'
import { HubError, parsePanic } from '../errors/hub-error.js'
import type { Transport } from '../transports/transport.js'

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

export type ReaderOptions = {
  readonly transport: Transport
  /** Account ids of the hub's contracts. */
  readonly contracts: Partial<HubContracts>
}

/** What views work with. A contract whose account id was not given throws SDK_NO_CONTRACT. */
export type Reader = {
  readonly transport: Transport
  readonly contracts: HubContracts
  /** A view method's JSON result; bytes as arguments are sent as they are. */
  readonly view: (contractId: string, methodName: string, args: unknown) => Promise<unknown>
}

export function createReader({ transport, contracts }: ReaderOptions): Reader {
  return {
    transport,
    contracts: withAll(contracts),
    view: async (contractId, methodName, args) => {
      const result = await transport.request('query', {
        request_type: 'call_function',
        finality: 'optimistic',
        account_id: contractId,
        method_name: methodName,
        args_base64: toBase64(args instanceof Uint8Array ? args : utf8(JSON.stringify(args))),
      })
      const error = member(result, 'error')
      if (typeof error === 'string') {
        throw parsePanic(error) ?? new HubError('SDK_VIEW_FAILED', [methodName, error])
      }
      return JSON.parse(
        new TextDecoder().decode(Uint8Array.from(items(member(result, 'result')).map(Number))),
      )
    },
  }
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
