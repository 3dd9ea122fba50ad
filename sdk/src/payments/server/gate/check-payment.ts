import { fromHex, sameBytes } from '../../../codecs/bytes.js'
import { isSafePublicKey, verifySignature } from '../../../signers/verify.js'
import { decodeTickCommit } from '../../messages/tick-commit.js'
import { decodeVoucher } from '../../messages/voucher.js'
import type { Credential } from '../../wire/credential.js'
import type { Offer } from '../../wire/offer.js'
import { meetable, type TeeOptions } from '../billing/conditional.js'
import type { SignedMessage } from '../ledger/entry.js'
import { type Claim, DepositExceededError, type PayeeLedger } from '../ledger/ledger.js'
import type { ChainReader, ChannelOnChain } from '../settlement/chain.js'
import { createMultiCheck } from './check-multi.js'
import { checkTick, isFunded } from './check-tick.js'
import {
  advanceYocto,
  claimProblem,
  findChannel,
  hexOf,
  onChain,
  type PaymentCheck,
  refuse,
} from './payment-rules.js'
import { rateLimit } from './rate-limit.js'

export type CheckOptions = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly readChannel: ChainReader
  /** New payments taken on one channel in a second; no limit unless given. */
  readonly maxPaymentsPerSecond?: number
  /** Takes conditional vouchers, by the rules of `TeeOptions`; without it they are refused. */
  readonly tee?: TeeOptions
}

/** What the checks of all kinds share. */
export type CheckContext = CheckOptions & {
  readonly ctx: Uint8Array
  readonly mayPay: (channelId: string) => boolean
}

/** Of a claim that is a conditional voucher: the hash of what it waits for. */
type Signed = Claim & { readonly ctx: Uint8Array; readonly conditionHash: Uint8Array | undefined }

const noBody = new Uint8Array(0)

/**
 * Makes the function that decides on a credential, cheap checks before the signature, and takes a good
 * one in, durably. One that does not advance is good too: parallel requests overtake each other. A
 * conditional voucher needs the body of the request that it pays for, and is not taken in but `pending`.
 */
export function createPaymentCheck(
  options: CheckOptions,
): (credential: Credential, body?: Uint8Array) => Promise<PaymentCheck> {
  const { offer, ledger } = options
  if (options.tee?.keys.every(isSafePublicKey) === false) throw new Error('an unsafe TEE key')
  const ctx = fromHex(offer.ctx)
  const mayPay = rateLimit(options.maxPaymentsPerSecond)
  const checkMulti = createMultiCheck({ ...options, ctx, mayPay })

  /** Takes a checked conditional voucher as far as it goes without its answer. */
  const takePending = async (
    { conditionHash, ...claim }: Signed,
    voucher: SignedMessage,
    channel: ChannelOnChain,
    body: Uint8Array,
  ): Promise<PaymentCheck> => {
    const met = conditionHash && meetable(options.tee, channel, conditionHash, body)
    if (met === undefined) return refuse('condition-refused')
    const { channelId, lane } = claim
    const entry = await ledger.open(channelId, onChain(channel))
    const advance = advanceYocto(claim, channel, entry)
    const riseYocto = advance > 0n ? advance : 0n
    const pending = { ...met, claim, voucher, onChain: onChain(channel), riseYocto }
    return { ok: true, channelId, lane, channel, entry, pending }
  }

  return async (credential, body = noBody) => {
    if (credential.action === 'multi-voucher') return checkMulti(credential)
    const claim =
      credential.action === 'tick'
        ? undefined
        : readSigned(
            credential.action === 'voucher' ? credential.voucher : credential.commit,
            credential.signature,
            credential.action === 'tick-commit',
          )
    if (credential.action !== 'tick' && (claim === undefined || !sameBytes(claim.ctx, ctx)))
      return refuse('voucher-invalid')
    const channelId =
      credential.action === 'tick' ? hexOf(credential.channelId) : (claim?.channelId ?? '')
    const found = await findChannel(options, channelId)
    if (!found.ok) return found
    const { channel, known } = found

    let taken: Claim
    if (credential.action === 'tick') {
      const ticked = checkTick(credential, channelId, known)
      if (ticked === undefined) return refuse('tick-invalid')
      taken = ticked
    } else if (claim !== undefined) taken = claim
    else return refuse('voucher-invalid')

    const refused = claimProblem(taken, channel, known)
    if (refused !== undefined) return refuse(refused)
    if (credential.action !== 'tick') {
      if (credential.action === 'tick-commit' && !isFunded(known, taken))
        return refuse('tick-invalid')
      if (known === undefined && !isSafePublicKey(channel.signerKey)) return refuse('key-unsafe')
      if (!mayPay(channelId)) return refuse('too-many-vouchers')
      const message = credential.action === 'voucher' ? credential.voucher : credential.commit
      if (!verifySignature(credential.signature, message, channel.signerKey))
        return refuse('voucher-invalid')
      if (claim?.conditionHash !== undefined) {
        const voucher = { message, signature: credential.signature }
        return takePending(claim, voucher, channel, body)
      }
    }
    try {
      const entry = await ledger.accept(taken, onChain(channel))
      return { ok: true, channelId, lane: taken.lane, channel, entry }
    } catch (error) {
      if (error instanceof DepositExceededError) return refuse('deposit-exceeded')
      throw error
    }
  }
}

/** What a signed message claims; undefined when it is malformed. */
function readSigned(
  message: Uint8Array,
  signature: Uint8Array,
  isCommit: boolean,
): Signed | undefined {
  const signed = { message, signature }
  if (!isCommit) {
    const voucher = decodeVoucher(message)
    if (voucher === undefined) return undefined
    return {
      ctx: voucher.ctx,
      channelId: hexOf(voucher.channelId),
      lane: voucher.lane,
      cumulativeYocto: voucher.cumulativeYocto,
      evidence: { voucher: signed },
      conditionHash: voucher.conditional === true ? voucher.ackHash : undefined,
    }
  }
  const commit = decodeTickCommit(message)
  if (commit === undefined) return undefined
  return {
    ctx: commit.ctx,
    channelId: hexOf(commit.channelId),
    lane: commit.lane,
    cumulativeYocto: commit.baseYocto,
    evidence: { ticks: { commit: signed, ticks: 0, preimage: commit.root } },
    conditionHash: undefined,
  }
}
