/** Settling what payers have signed. Anyone; never paused. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { base64, decodeArgs, hex, integer, text } from '../../common/wire/decode.js'
import { settleConditional, settleTicks, settleVoucher } from '../actions/settle.js'
import { settleBatch } from '../actions/settle-batch.js'
import { settleMulti } from '../actions/settle-multi.js'
import type * as wire from '../interface.js'
import { maxTicks } from '../limits.js'
import { signatureBytes, voucherBytes } from '../rules/decoders.js'
import { tickCommitLength } from '../rules/messages.js'

/**
 * Credits the payee with what the voucher's cumulative amount exceeds its lane's by, less fee and royalty,
 * as far as the deposit goes; the rest stays due, and settles by the same voucher after a top-up. Errors:
 * ERR_VOUCHER_* (ERR_VOUCHER_OVER_DEPOSIT when nothing of the deposit is left), ERR_CHANNEL_NOT_FOUND.
 */
export function settle(raw: RawArgs<wire.SettleArgs> = input()): void {
  refuseDeposit('settle')
  const args = decodeArgs(raw, { voucher: voucherBytes, signature: signatureBytes })
  settleVoucher(args.voucher, args.signature)
}

/**
 * Settles vouchers of many channels of one payee and token; raw bytes `lp(payee_id) | lp(token) | entries`,
 * an entry being `channel_id[32] | lane u32 | cumulative u128 | ack_hash[32] | signature[64]`, 148 bytes.
 * Returns a status byte an entry, in hex; what is not settled changes nothing. Errors: ERR_BATCH_FORMAT,
 * ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD.
 */
export function settle_batch(raw: Uint8Array = input()): wire.EntryStatuses {
  refuseDeposit('settle_batch')
  return reply(settleBatch(raw))
}

/**
 * Settles amounts of many channels of one signer; raw bytes `signer_key[32] | signature[64] | entries` of
 * kind 5. Returns a status byte an entry, in hex. Errors: ERR_BATCH_FORMAT, ERR_VOUCHER_SIGNATURE.
 */
export function settle_multi(raw: Uint8Array = input()): wire.EntryStatuses {
  refuseDeposit('settle_multi')
  return reply(settleMulti(raw))
}

/**
 * Settles the lane to `base + ticks × tick_price` of the signed chain: `tick` hashed `ticks` times with
 * SHA-256 is the root. At most 1 024. Errors: as `settle`, ERR_TICK_COUNT, ERR_TICK_CHAIN.
 */
export function settle_ticks(raw: RawArgs<wire.SettleTicksArgs> = input()): void {
  refuseDeposit('settle_ticks')
  const args = decodeArgs(raw, {
    commitment: base64(tickCommitLength),
    signature: signatureBytes,
    ticks: integer(1, maxTicks),
    tick: hex(32),
  })
  settleTicks(args.commitment, args.signature, args.ticks, args.tick)
}

/**
 * Settles a voucher with flag bit 0, which counts once the channel's TEE key has signed `{model}:{sha256 of
 * request}:{sha256 of response}` (hashes in hex, raw ed25519 over the text) for the model and request that
 * the voucher names. Errors: as `settle`, ERR_NO_TEE_KEY, ERR_CONDITION_TEXT, ERR_CONDITION_OTHER,
 * ERR_CONDITION_SIGNATURE.
 */
export function settle_conditional(raw: RawArgs<wire.SettleConditionalArgs> = input()): void {
  refuseDeposit('settle_conditional')
  const args = decodeArgs(raw, {
    voucher: voucherBytes,
    signature: signatureBytes,
    text: text(512),
    text_signature: signatureBytes,
  })
  settleConditional(args.voucher, args.signature, args.text, args.text_signature)
}
