import type { Client } from '../../clients/client.js'
import type { RoyaltyView } from '../../generated/channels.js'

export type GetRoyaltyParameters = {
  readonly assetId: bigint
  /** `near` unless given. */
  readonly token?: string
}

export type Royalty = {
  readonly amount: bigint
  /** Channels that name the asset. */
  readonly channels: number
  /** 0 before the first was sent. */
  readonly lastOutboxId: bigint
}

/** What has accumulated for an asset and waits for `forwardRoyalty`. */
export async function getRoyalty(
  client: Client,
  parameters: GetRoyaltyParameters,
): Promise<Royalty> {
  const args = { asset_id: String(parameters.assetId), token: parameters.token ?? 'near' }
  const view = (await client.view(client.contracts.channels, 'royalty', args)) as RoyaltyView
  return {
    amount: BigInt(view.amount),
    channels: view.channels,
    lastOutboxId: BigInt(view.last_outbox_id),
  }
}
