import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, prefixed, sized, uintBytes, utf8 } from '../../codecs/bytes.js'

/** Everything that a channel's id commits to. */
export type ChannelTerms = {
  readonly payerId: string
  readonly payeeId: string
  /** `near` or a NEP-141 contract. */
  readonly token: string
  /** Raw ed25519 keys, 32 bytes. */
  readonly signerKey: Uint8Array
  readonly payeeKey: Uint8Array
  readonly graceS: number
  readonly feeBps: number
  readonly termsHash: Uint8Array
  /** 16 bytes. */
  readonly salt: Uint8Array
  readonly openHeight: bigint
}

/** Binds signatures to one chain and one contract: `sha256("near-paych/ctx/1", lp(chain), lp(contract))`. */
export function contextId(chainId: string, contractId: string): Uint8Array {
  return sha256(concatBytes(utf8('near-paych/ctx/1'), prefixed(chainId), prefixed(contractId)))
}

/** A channel's id, known before the channel is opened. */
export function channelId(ctx: Uint8Array, terms: ChannelTerms): Uint8Array {
  return sha256(
    concatBytes(
      utf8('near-paych/chan/1'),
      sized(ctx, 32),
      prefixed(terms.payerId),
      prefixed(terms.payeeId),
      prefixed(terms.token),
      sized(terms.signerKey, 32),
      sized(terms.payeeKey, 32),
      uintBytes(terms.graceS, 4),
      uintBytes(terms.feeBps, 2),
      sized(terms.termsHash, 32),
      sized(terms.salt, 16),
      uintBytes(terms.openHeight, 8),
    ),
  )
}
