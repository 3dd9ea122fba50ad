import { member } from '../codecs/json.js'
import { RpcError, type Transport } from './transport.js'

/** Anything that answers JSON-RPC calls in process, such as an embedded chain. */
export type Embedded = { readonly request: (method: string, params: unknown) => Promise<unknown> }

/** Calls a chain in the same process: no port, no JSON over a socket. */
export function embedded(chain: Embedded): Transport {
  return {
    request: async (method, params) => {
      try {
        return await chain.request(method, params)
      } catch (error) {
        const causeName = member(error, 'causeName')
        if (!(error instanceof Error) || typeof causeName !== 'string') throw error
        throw new RpcError(error.message, causeName, member(error, 'data'))
      }
    },
  }
}
