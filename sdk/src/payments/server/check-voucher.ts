import { fromHex, sameBytes, toBase64, toHex } from '../bytes.js'
import type { Credential } from '../credential.js'
import type { LedgerEntry, PayeeLedger } from '../ledger.js'
import { decodeVoucher } from '../messages.js'
import type { Offer } from '../offer.js'
import { type Problem, problem } from '../problem.js'
import { isSafePublicKey } from '../signer.js'
import { verifySignature } from './verify.js'

/** A channel as the chain has it. */
export type ChannelOnChain = {
  readonly status: 'open' | 'closing'
  readonly payeeId: string
  /** Raw ed25519 key. */
  readonly signerKey: Uint8Array
  readonly depositYocto: bigint
  readonly settledYocto: bigint
  readonly feeBps: number
  readonly graceS: number
  readonly termsHash: string
}

/** Reads a channel from final blocks; undefined when it does not exist. */
export type ChainReader = (channelId: string) => Promise<ChannelOnChain | undefined>

export type VoucherCheck =
  | { readonly ok: true; readonly channelId: string; readonly entry: LedgerEntry }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Decides on a credential, cheap checks before the signature, and takes a good voucher in. One that
 * does not advance is good too: parallel requests overtake each other.
 */
export async function checkVoucher(
  credential: Credential,
  offer: Offer,
  readChannel: ChainReader,
  ledger: PayeeLedger,
): Promise<VoucherCheck> {
  const voucher = decodeVoucher(credential.voucher)
  if (voucher === undefined || voucher.lane !== 0) return refuse('voucher-invalid')
  if (!sameBytes(voucher.ctx, fromHex(offer.ctx))) return refuse('voucher-invalid')
  const channelId = toHex(voucher.channelId)
  const channel = await readChannel(channelId)
  if (channel === undefined) return refuse('channel-unknown')
  if (
    channel.payeeId !== offer.payeeId ||
    channel.termsHash !== offer.termsHash ||
    channel.graceS < offer.graceS
  ) {
    return refuse('channel-foreign')
  }
  if (channel.status !== 'open') return refuse('channel-closing')
  if (voucher.cumulativeYocto > channel.depositYocto) return refuse('deposit-exceeded')
  const known = await ledger.entry(channelId)
  if (known === undefined && !isSafePublicKey(channel.signerKey)) return refuse('key-unsafe')
  if (!verifySignature(credential.signature, credential.voucher, channel.signerKey))
    return refuse('voucher-invalid')
  const entry = await ledger.accept(
    channelId,
    voucher.cumulativeYocto,
    toBase64(credential.voucher),
    toBase64(credential.signature),
    channel.settledYocto,
  )
  return { ok: true, channelId, entry }
}

function refuse(type: Problem['type']): VoucherCheck {
  return { ok: false, problem: problem(type) }
}
