import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type ForwardRoyaltyParameters = {
  readonly assetId: bigint
  /** `near` unless given. */
  readonly token?: string
}

/**
 * Sends an asset's accumulated royalties to licensing; anyone may. What licensing does not take waits in
 * the outbox for a retry. Errors: ERR_NO_ROYALTY, ERR_ROYALTY_UNDER_WAY.
 */
export function forwardRoyalty(
  client: Client,
  parameters: ForwardRoyaltyParameters,
): Promise<TransactionResult> {
  const { assetId, token = 'near' } = parameters
  const args = { asset_id: String(assetId), token }
  const depositYocto = token === 'near' ? 0n : 1n
  return client.send(client.contracts.channels, [
    { methodName: 'forward_royalty', args, gas: gasOf.forward, depositYocto },
  ])
}
