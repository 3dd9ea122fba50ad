import type { Client } from '../../clients/client.js'
import { toHex } from '../../codecs/hex.js'
import { member } from '../../codecs/json.js'
import type { OpenArgs } from '../../generated/channels.js'
import { formatKey } from '../../signers/signer.js'

/** What every way of opening a channel takes. */
export type ChannelOptions = {
  readonly payeeId: string
  /** Raw ed25519 key that will sign vouchers. */
  readonly signerKey: Uint8Array
  /** The payee's `ed25519:` key, from its offer. */
  readonly payeeKey: string
  readonly graceS: number
  /** Hex, from the offer. */
  readonly termsHash: string
  /** 16 random bytes unless given. */
  readonly salt?: Uint8Array
  /** Lanes beside lane 0, for parallel streams and child agents; at most 64. */
  readonly lanes?: number
  /** What a watchtower gets of what it settles while the channel closes; basis points. */
  readonly tipBps?: number
  /** The attested model's `ed25519:` key, for conditional vouchers. */
  readonly teeKey?: string
  /** Licensed asset that earns a royalty. */
  readonly asset?: { readonly assetId: bigint; readonly royaltyPpm: number }
}

export async function openArgs(client: Client, options: ChannelOptions): Promise<OpenArgs> {
  const block = await client.transport.request('block', { finality: 'final' })
  const { asset, lanes, teeKey, tipBps } = options
  return {
    payee_id: options.payeeId,
    signer_key: formatKey(options.signerKey),
    payee_key: options.payeeKey,
    grace_s: options.graceS,
    terms_hash: options.termsHash,
    salt: toHex(options.salt ?? crypto.getRandomValues(new Uint8Array(16))),
    open_height: String(member(member(block, 'header'), 'height')),
    ...(lanes === undefined ? {} : { lanes }),
    ...(tipBps === undefined ? {} : { tip_bps: tipBps }),
    ...(teeKey === undefined ? {} : { tee_key: teeKey }),
    ...(asset === undefined
      ? {}
      : { asset_id: String(asset.assetId), royalty_ppm: asset.royaltyPpm }),
  }
}
