import { attempt, sameBytes } from '../../../codecs/bytes.js'
import { isSafePublicKey, verifySignature } from '../../../signers/verify.js'
import {
  decodeMultiEntries,
  encodeMultiVoucher,
  type MultiVoucherEntry,
  maxMultiEntries,
} from '../../messages/multi-voucher.js'
import type { MultiVoucherCredential } from '../../wire/credential.js'
import type { ProblemType } from '../../wire/problem.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { type Claim, DepositExceededError } from '../ledger/ledger.js'
import type { ChannelOnChain } from '../settlement/chain.js'
import type { CheckContext } from './check-payment.js'
import {
  addedYocto,
  advanceYocto,
  channelProblem,
  claimProblem,
  findChannel,
  hexOf,
  onChain,
  type PaymentCheck,
  refuse,
} from './payment-rules.js'

/** An entry on one of the payee's own channels. */
type Own = { readonly claim: Claim; readonly channel: ChannelOnChain }

/**
 * Makes the function that decides on a multi-voucher by the contract's rules: one order of entries, one
 * key. Every entry on a channel of this payee and key is taken in, the one that pays for the request
 * first; entries of others are passed over, and a target that was reached before changes nothing. Whoever
 * settles the list settles all of it, so one entry here that is not good refuses the whole: it could use
 * up a deposit that other payments count on.
 */
export function createMultiCheck(
  context: CheckContext,
): (credential: MultiVoucherCredential) => Promise<PaymentCheck> {
  const { ctx, offer, ledger, readChannel, mayPay } = context

  /** What is wrong with the entries of one channel together. */
  const problemOf = async (claims: readonly Own[]): Promise<ProblemType | undefined> => {
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

  return async ({ at, entries: list, signature }) => {
    const entries = decodeMultiEntries(list) ?? []
    const message = attempt(() => encodeMultiVoucher(ctx, entries))
    const own = entries[at]
    if (own === undefined || message === undefined || entries.length > maxMultiEntries)
      return refuse('voucher-invalid')
    const channelId = hexOf(own.channelId)
    const target = await findChannel(context, channelId)
    if (!target.ok) return target
    const { channel, known } = target
    const { signerKey } = channel
    if (known === undefined && !isSafePublicKey(signerKey)) return refuse('key-unsafe')
    if (!mayPay(channelId)) return refuse('too-many-vouchers')
    if (!verifySignature(signature, message, signerKey)) return refuse('voucher-invalid')

    // Only now are others read: it takes a channel here to make the payee look them up.
    const voucher = { message, signature, multi: { entries: list, signerKey } }
    const ownOf = async (entry: MultiVoucherEntry): Promise<Own[]> => {
      const id = hexOf(entry.channelId)
      const found = id === channelId ? channel : await readChannel(id)
      if (found?.payeeId !== offer.payeeId || !sameBytes(found.signerKey, signerKey)) return []
      const { lane, cumulativeYocto } = entry
      return [
        { channel: found, claim: { channelId: id, lane, cumulativeYocto, evidence: { voucher } } },
      ]
    }
    const others = entries.filter((entry) => entry !== own)
    let claims: readonly Own[]
    try {
      claims = (await Promise.all([own, ...others].map(ownOf))).flat()
    } catch {
      return refuse('chain-unavailable')
    }
    for (const id of new Set(claims.map(({ claim }) => claim.channelId))) {
      const wrong = await problemOf(claims.filter(({ claim }) => claim.channelId === id))
      if (wrong !== undefined) return refuse(wrong)
    }

    const taken = new Map<string, LedgerEntry>()
    try {
      for (const { claim, channel: on } of claims)
        taken.set(claim.channelId, await ledger.accept(claim, onChain(on)))
    } catch (error) {
      if (error instanceof DepositExceededError) return refuse('deposit-exceeded')
      throw error
    }
    const { [channelId]: entry, ...rest } = Object.fromEntries(taken)
    if (entry === undefined) return refuse('voucher-invalid')
    return { ok: true, channelId, lane: own.lane, channel, entry, others: Object.values(rest) }
  }
}
