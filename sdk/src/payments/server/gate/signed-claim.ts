import { decodeTickCommit } from '../../messages/tick-commit.js'
import { decodeVoucher } from '../../messages/voucher.js'
import type { TickCommitCredential, VoucherCredential } from '../../wire/credential.js'
import type { SignedMessage } from '../ledger/entry.js'
import type { Claim } from '../ledger/ledger.js'
import { hexOf } from './payment-rules.js'

/** Of a claim that is a conditional voucher: the hash of what it waits for. */
export type SignedClaim = {
  readonly ctx: Uint8Array
  readonly claim: Claim
  readonly signed: SignedMessage
  readonly conditionHash: Uint8Array | undefined
}

/** What a signed message claims; undefined when it is malformed. */
export function readSignedClaim(
  credential: VoucherCredential | TickCommitCredential,
): SignedClaim | undefined {
  const { signature } = credential
  if (credential.action === 'voucher') {
    const voucher = decodeVoucher(credential.voucher)
    if (voucher === undefined) return undefined
    const { ctx, lane, cumulativeYocto } = voucher
    const signed = { message: credential.voucher, signature }
    const channelId = hexOf(voucher.channelId)
    return {
      ctx,
      claim: { channelId, lane, cumulativeYocto, evidence: { voucher: signed } },
      signed,
      conditionHash: voucher.conditional === true ? voucher.ackHash : undefined,
    }
  }
  const commit = decodeTickCommit(credential.commit)
  if (commit === undefined) return undefined
  const { ctx, lane, root } = commit
  const signed = { message: credential.commit, signature }
  const ticks = { commit: signed, ticks: 0, preimage: root }
  const channelId = hexOf(commit.channelId)
  return {
    ctx,
    claim: { channelId, lane, cumulativeYocto: commit.baseYocto, evidence: { ticks } },
    signed,
    conditionHash: undefined,
  }
}
