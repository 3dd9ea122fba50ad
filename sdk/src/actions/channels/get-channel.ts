import type { Client } from '../../clients/client.js'
import type { ChannelView } from '../../generated/channels.js'

/** A channel with its amounts as bigint; `Yocto` stands for units of its token. */
export type ChannelState = {
  readonly channelId: string
  readonly status: 'open' | 'closing'
  readonly payerId: string
  readonly payeeId: string
  readonly token: string
  readonly signerKey: string
  readonly payeeKey: string
  readonly depositYocto: bigint
  readonly settledYocto: bigint
  readonly feeTakenYocto: bigint
  readonly feeBps: number
  readonly royaltyTakenYocto: bigint
  readonly royaltyPpm: number
  readonly assetId: bigint | undefined
  readonly teeKey: string | undefined
  readonly tipBps: number
  /** Lanes beside lane 0. */
  readonly laneCount: number
  /** Given back by the payee over the channel's life. */
  readonly refundedYocto: bigint
  /** A lower deposit that is announced, and from when it may be applied. */
  readonly decrease: { readonly limitYocto: bigint; readonly atNs: bigint } | undefined
  readonly graceS: number
  readonly termsHash: string
  readonly openHeight: bigint
  /** 0 while open. */
  readonly closeAtNs: bigint
  readonly storageBytes: number
}

export type GetChannelParameters = { readonly channelId: string }

/** A channel as it stands; undefined when it never existed or is gone. */
export async function getChannel(
  client: Client,
  parameters: GetChannelParameters,
): Promise<ChannelState | undefined> {
  const view = await client.view(client.contracts.channels, 'channel', {
    channel_id: parameters.channelId,
  })
  return view === null ? undefined : toState(view as ChannelView)
}

export function toState(view: ChannelView): ChannelState {
  return {
    channelId: view.channel_id,
    status: view.status,
    payerId: view.payer_id,
    payeeId: view.payee_id,
    token: view.token,
    signerKey: view.signer_key,
    payeeKey: view.payee_key,
    depositYocto: BigInt(view.deposit),
    settledYocto: BigInt(view.settled),
    feeTakenYocto: BigInt(view.fee_taken),
    feeBps: view.fee_bps,
    royaltyTakenYocto: BigInt(view.royalty_taken),
    royaltyPpm: view.royalty_ppm,
    assetId: view.asset_id === null ? undefined : BigInt(view.asset_id),
    teeKey: view.tee_key ?? undefined,
    tipBps: view.tip_bps,
    laneCount: view.lanes,
    refundedYocto: BigInt(view.refunded),
    decrease:
      view.decrease === null
        ? undefined
        : { limitYocto: BigInt(view.decrease.limit), atNs: BigInt(view.decrease.at_ns) },
    graceS: view.grace_s,
    termsHash: view.terms_hash,
    openHeight: BigInt(view.open_height),
    closeAtNs: BigInt(view.close_at_ns),
    storageBytes: view.storage_bytes,
  }
}
