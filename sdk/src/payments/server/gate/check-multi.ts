import { attempt } from '../../../codecs/attempt.js'
import { sameBytes } from '../../../codecs/bytes.js'
import { isSafePublicKey, verifySignature } from '../../../signers/verify.js'
import {
  decodeMultiEntries,
  encodeMultiVoucher,
  type MultiVoucherEntry,
  maxMultiEntries,
} from '../../messages/multi-voucher.js'
import type { MultiVoucherCredential } from '../../wire/credential.js'
import type { ProblemType } from '../../wire/problem.js'
import type { LedgerEntry, VoucherProof } from '../ledger/entry.js'
import { type Claim, DepositExceededError } from '../ledger/ledger.js'
import type { ChannelOnChain } from '../settlement/chain.js'
import type { CheckContext } from './check-context.js'
import {
  addedYocto,
  advanceYocto,
  channelProblem,
  claimProblem,
  findChannel,
  hexOf,
  onChain,
  type PaymentCheck,
  type Refusal,
  refuse,
} from './payment-rules.js'

/** An entry on one of the payee's own channels. */
type Own = { readonly claim: Claim; readonly channel: ChannelOnChain }

/**
 * Decides on a multi-voucher by the contract's rules: one order of entries, one key. Every entry on a
 * channel of this payee and key is taken in, the one that pays for the request first; entries of others are
 * passed over, and a target that was reached before changes nothing. Whoever settles the list settles all
 * of it, so one entry here that is not good refuses the whole: it could use up a deposit that other
 * payments count on.
 */
export async function checkMulti(
  context: CheckContext,
  { at, entries: list, signature }: MultiVoucherCredential,
): Promise<PaymentCheck> {
  const entries = decodeMultiEntries(list) ?? []
  const message = attempt(() => encodeMultiVoucher(context.ctx, entries))
  const paying = entries[at]
  if (paying === undefined || message === undefined || entries.length > maxMultiEntries)
    return refuse('voucher-invalid')
  const channelId = hexOf(paying.channelId)
  const target = await findChannel(context, channelId)
  if (!target.ok) return target
  const { channel, known } = target
  const { signerKey } = channel
  if (known === undefined && !isSafePublicKey(signerKey)) return refuse('key-unsafe')
  if (!context.mayPay(channelId)) return refuse('too-many-vouchers')
  if (!verifySignature(signature, message, signerKey)) return refuse('voucher-invalid')

  // Only now are others read: it takes a channel here to make the payee look them up.
  const voucher = { message, signature, multi: { entries: list, signerKey } }
  const others = entries.filter((entry) => entry !== paying)
  let claims: readonly Own[]
  try {
    const read = [paying, ...others].map((entry) =>
      ownOf(context, entry, voucher, { channel, channelId }),
    )
    claims = (await Promise.all(read)).flat()
  } catch {
    return refuse('chain-unavailable')
  }
  for (const id of new Set(claims.map(({ claim }) => claim.channelId))) {
    const wrong = await problemOf(
      context,
      claims.filter(({ claim }) => claim.channelId === id),
    )
    if (wrong !== undefined) return refuse(wrong)
  }
  const taken = await takeAll(context, claims)
  if ('ok' in taken) return taken
  const { [channelId]: entry, ...rest } = taken.entries
  if (entry === undefined) return refuse('voucher-invalid')
  return { ok: true, channelId, lane: paying.lane, channel, entry, others: Object.values(rest) }
}

/** The claim that an entry is, when its channel is this payee's and of the key that signed. */
async function ownOf(
  { offer, readChannel }: CheckContext,
  { channelId, lane, cumulativeYocto }: MultiVoucherEntry,
  voucher: VoucherProof,
  { channel: target, channelId: targetId }: { channel: ChannelOnChain; channelId: string },
): Promise<Own[]> {
  const id = hexOf(channelId)
  const channel = id === targetId ? target : await readChannel(id)
  if (channel?.payeeId !== offer.payeeId || !sameBytes(channel.signerKey, target.signerKey))
    return []
  return [{ channel, claim: { channelId: id, lane, cumulativeYocto, evidence: { voucher } } }]
}

/** What is wrong with the entries of one channel together. */
async function problemOf(
  { ledger, offer }: CheckContext,
  claims: readonly Own[],
): Promise<ProblemType | undefined> {
  let besideYocto = 0n
  for (const { claim, channel } of claims) {
    const known = await ledger.entry(claim.channelId)
    if (known !== undefined && advanceYocto(claim, channel, known) <= 0n) continue
    if (known === undefined && !isSafePublicKey(channel.signerKey)) return 'key-unsafe'
    const wrong =
      channelProblem(channel, known, offer) ?? claimProblem(claim, channel, known, besideYocto)
    if (wrong !== undefined) return wrong
    besideYocto += addedYocto(claim, channel, known)
  }
  return undefined
}

/** The entries of all channels that the claims are on, by id. */
async function takeAll(
  { ledger }: CheckContext,
  claims: readonly Own[],
): Promise<Refusal | { readonly entries: Readonly<Record<string, LedgerEntry>> }> {
  const entries: Record<string, LedgerEntry> = {}
  try {
    for (const { claim, channel } of claims)
      entries[claim.channelId] = await ledger.accept(claim, onChain(channel))
  } catch (error) {
    if (error instanceof DepositExceededError) return refuse('deposit-exceeded')
    throw error
  }
  return { entries }
}
