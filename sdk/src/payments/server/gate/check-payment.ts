import { sameBytes } from '../../../codecs/bytes.js'
import { isSafePublicKey, verifySignature } from '../../../signers/verify.js'
import type {
  Credential,
  TickCommitCredential,
  TickCredential,
  VoucherCredential,
} from '../../wire/credential.js'
import { meetable } from '../billing/conditional.js'
import { type Claim, DepositExceededError } from '../ledger/ledger.js'
import type { ChannelOnChain } from '../settlement/chain.js'
import { type CheckContext, type CheckOptions, createCheckContext } from './check-context.js'
import { checkMulti } from './check-multi.js'
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
import { readSignedClaim, type SignedClaim } from './signed-claim.js'

const noBody = new Uint8Array(0)

/**
 * Makes the function that decides on a credential, cheap checks before the signature, and takes a good
 * one in, durably. One that does not advance is good too: parallel requests overtake each other. A
 * conditional voucher needs the body of the request that it pays for, and is not taken in but `pending`.
 */
export function createPaymentCheck(
  options: CheckOptions,
): (credential: Credential, body?: Uint8Array) => Promise<PaymentCheck> {
  const context = createCheckContext(options)
  return async (credential, body = noBody) => {
    if (credential.action === 'multi-voucher') return checkMulti(context, credential)
    return credential.action === 'tick'
      ? checkNextTick(context, credential)
      : checkSigned(context, credential, body)
  }
}

async function checkNextTick(
  context: CheckContext,
  credential: TickCredential,
): Promise<PaymentCheck> {
  const channelId = hexOf(credential.channelId)
  const found = await findChannel(context, channelId)
  if (!found.ok) return found
  const { channel, known } = found
  const claim = checkTick(credential, channelId, known)
  if (claim === undefined) return refuse('tick-invalid')
  const refused = claimProblem(claim, channel, known)
  return refused === undefined ? takeIn(context, claim, channel) : refuse(refused)
}

async function checkSigned(
  context: CheckContext,
  credential: VoucherCredential | TickCommitCredential,
  body: Uint8Array,
): Promise<PaymentCheck> {
  const read = readSignedClaim(credential)
  if (read === undefined || !sameBytes(read.ctx, context.ctx)) return refuse('voucher-invalid')
  const { claim, signed } = read
  const found = await findChannel(context, claim.channelId)
  if (!found.ok) return found
  const { channel, known } = found
  const refused = claimProblem(claim, channel, known)
  if (refused !== undefined) return refuse(refused)
  if (credential.action === 'tick-commit' && !isFunded(known, claim)) return refuse('tick-invalid')
  if (known === undefined && !isSafePublicKey(channel.signerKey)) return refuse('key-unsafe')
  if (!context.mayPay(claim.channelId)) return refuse('too-many-vouchers')
  if (!verifySignature(signed.signature, signed.message, channel.signerKey))
    return refuse('voucher-invalid')
  return read.conditionHash === undefined
    ? takeIn(context, claim, channel)
    : takePending(context, read, channel, body)
}

async function takeIn(
  { ledger }: CheckContext,
  claim: Claim,
  channel: ChannelOnChain,
): Promise<PaymentCheck> {
  const { channelId, lane } = claim
  try {
    const entry = await ledger.accept(claim, onChain(channel))
    return { ok: true, channelId, lane, channel, entry }
  } catch (error) {
    if (error instanceof DepositExceededError) return refuse('deposit-exceeded')
    throw error
  }
}

/** Takes a checked conditional voucher as far as it goes without its answer. */
async function takePending(
  { tee, ledger }: CheckContext,
  { claim, signed, conditionHash }: SignedClaim,
  channel: ChannelOnChain,
  body: Uint8Array,
): Promise<PaymentCheck> {
  const met = conditionHash && meetable(tee, channel, conditionHash, body)
  if (met === undefined) return refuse('condition-refused')
  const { channelId, lane } = claim
  const entry = await ledger.open(channelId, onChain(channel))
  const advance = advanceYocto(claim, channel, entry)
  const riseYocto = advance > 0n ? advance : 0n
  const pending = { ...met, claim, voucher: signed, onChain: onChain(channel), riseYocto }
  return { ok: true, channelId, lane, channel, entry, pending }
}
