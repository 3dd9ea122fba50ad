import { hash } from 'node:crypto'
import { fromHex, sameBytes } from '../bytes.js'
import type { Credential, TickCredential } from '../credential.js'
import { decodeTickCommit, type TickCommit, tickValueYocto } from '../messages/tick-commit.js'
import { decodeVoucher } from '../messages/voucher.js'
import type { Offer } from '../offer.js'
import type { Problem, ProblemType } from '../problem.js'
import type { ChainReader, ChannelOnChain } from './chain.js'
import {
  type LaneEntry,
  type LedgerEntry,
  laneBaseYocto,
  laneOf,
  type SettledOnChain,
  type SignedMessage,
} from './ledger/entry.js'
import type { Claim, PayeeLedger } from './ledger/ledger.js'
import { problem } from './problems.js'
import { isSafePublicKey, verifySignature } from './verify.js'

export type PaymentCheck =
  | {
      readonly ok: true
      readonly channelId: string
      readonly lane: number
      readonly channel: ChannelOnChain
      readonly entry: LedgerEntry
    }
  | { readonly ok: false; readonly problem: Problem }

export type CheckOptions = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly readChannel: ChainReader
  /** New payments taken on one channel in a second; no limit unless given. */
  readonly maxPaymentsPerSecond?: number
}

/**
 * Makes the function that decides on a credential, cheap checks before the signature, and takes a good
 * one in, durably. One that does not advance is good too: parallel requests overtake each other.
 */
export function createPaymentCheck(
  options: CheckOptions,
): (credential: Credential) => Promise<PaymentCheck> {
  const { offer, ledger, readChannel } = options
  const ctx = fromHex(offer.ctx)
  const mayPay = rateLimit(options.maxPaymentsPerSecond)

  /** Rules of a signed message; the claim to take in, or what is wrong. */
  const readSigned = (
    bytes: Uint8Array,
    signature: Uint8Array,
    isCommit: boolean,
  ): (Claim & { readonly ctx: Uint8Array }) | undefined => {
    const signed = { message: bytes, signature }
    if (!isCommit) {
      const voucher = decodeVoucher(bytes)
      // A conditional voucher needs another signature to settle, so it pays for nothing here.
      if (voucher === undefined || voucher.conditional === true) return undefined
      return {
        ctx: voucher.ctx,
        channelId: hexOf(voucher.channelId),
        lane: voucher.lane,
        cumulativeYocto: voucher.cumulativeYocto,
        evidence: { voucher: signed },
      }
    }
    const commit = decodeTickCommit(bytes)
    if (commit === undefined) return undefined
    return {
      ctx: commit.ctx,
      channelId: hexOf(commit.channelId),
      lane: commit.lane,
      cumulativeYocto: commit.baseYocto,
      evidence: { ticks: { commit: signed, ticks: 0, preimage: commit.root } },
    }
  }

  return async (credential) => {
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
    let channel: ChannelOnChain | undefined
    try {
      channel = await readChannel(channelId)
    } catch {
      return refuse('chain-unavailable')
    }
    const known = await ledger.entry(channelId)
    const wrong = channelProblem(channel, known, offer)
    if (channel === undefined || wrong !== undefined) return refuse(wrong ?? 'channel-unknown')

    let taken: Claim
    if (credential.action === 'tick') {
      const ticked = checkTick(credential, channelId, known)
      if (ticked === undefined) return refuse('tick-invalid')
      taken = ticked
    } else if (claim !== undefined) taken = claim
    else return refuse('voucher-invalid')

    const lane = known && laneOf(known, taken.lane)
    if (!laneExists(channel, taken.lane)) return refuse('voucher-invalid')
    const beforeYocto = lane?.acceptedYocto ?? laneBaseYocto(channel, taken.lane)
    const totalYocto = known?.acceptedYocto ?? channel.settledYocto
    const advanceYocto = taken.cumulativeYocto - beforeYocto
    if (advanceYocto > 0n && totalYocto + advanceYocto > coveredYocto(channel))
      return refuse('deposit-exceeded')
    if (credential.action !== 'tick') {
      // Without a tick a chain cannot be settled, so a voucher must hold what it begins from.
      if (credential.action === 'tick-commit' && !isFunded(lane, taken.cumulativeYocto))
        return refuse('tick-invalid')
      if (known === undefined && !isSafePublicKey(channel.signerKey)) return refuse('key-unsafe')
      if (!mayPay(channelId)) return refuse('too-many-vouchers')
      const message = credential.action === 'voucher' ? credential.voucher : credential.commit
      if (!verifySignature(credential.signature, message, channel.signerKey))
        return refuse('voucher-invalid')
    }
    const entry = await ledger.accept(taken, settledOf(channel))
    return { ok: true, channelId, lane: taken.lane, channel, entry }
  }
}

/** Whether the lane's best voucher is worth just what a chain begins from, and all that was accepted. */
function isFunded(lane: LaneEntry | undefined, baseYocto: bigint): boolean {
  const voucher = lane?.voucher && decodeVoucher(lane.voucher.message)
  return voucher?.cumulativeYocto === baseYocto && lane?.acceptedYocto === baseYocto
}

/** Follows the hashes from the new preimage to the best one known, or the other way round. */
function checkTick(
  { lane, ticks, preimage }: TickCredential,
  channelId: string,
  entry: LedgerEntry | undefined,
): Claim | undefined {
  const known = entry && laneOf(entry, lane)?.ticks
  const commit = known && commitOf(known.commit)
  if (known === undefined || commit === undefined || ticks > commit.maxTicks) return undefined
  const ahead = ticks - known.ticks
  let link = ahead >= 0 ? preimage : known.preimage
  for (let i = Math.abs(ahead); i > 0; i--) link = hash('sha256', link, 'buffer')
  if (!sameBytes(link, ahead >= 0 ? known.preimage : preimage)) return undefined
  return {
    channelId,
    lane,
    cumulativeYocto: tickValueYocto(commit, ticks),
    evidence: { ticks: { commit: known.commit, ticks, preimage } },
  }
}

/** Commitments of chains in use, read once. */
const commits = new WeakMap<SignedMessage, TickCommit>()

function commitOf(signed: SignedMessage): TickCommit | undefined {
  const known = commits.get(signed)
  if (known !== undefined) return known
  const commit = decodeTickCommit(signed.message)
  if (commit !== undefined) commits.set(signed, commit)
  return commit
}

/** What the deposit is sure to cover. */
function coveredYocto({ depositYocto, decrease }: ChannelOnChain): bigint {
  return decrease !== undefined && decrease.limitYocto < depositYocto
    ? decrease.limitYocto
    : depositYocto
}

function channelProblem(
  channel: ChannelOnChain | undefined,
  known: LedgerEntry | undefined,
  offer: Offer,
): ProblemType | undefined {
  if (channel === undefined) return known === undefined ? 'channel-unknown' : 'channel-gone'
  const foreign =
    channel.payeeId !== offer.payeeId ||
    channel.token !== offer.token ||
    channel.termsHash !== offer.termsHash ||
    channel.graceS < offer.graceS
  if (foreign) return 'channel-foreign'
  if (channel.status !== 'open') return 'channel-closing'
  return channel.depositYocto < offer.minDepositYocto ? 'deposit-too-small' : undefined
}

function laneExists({ lanes }: ChannelOnChain, lane: number): boolean {
  return lane === 0 || (lanes?.some((known) => known.lane === lane) ?? false)
}

function settledOf({ settledYocto, lanes }: ChannelOnChain): SettledOnChain {
  return lanes === undefined ? { settledYocto } : { settledYocto, lanes }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

function refuse(type: ProblemType): PaymentCheck {
  return { ok: false, problem: problem(type) }
}

/** Counts by channel and whole second. */
function rateLimit(perSecond: number | undefined): (channelId: string) => boolean {
  if (perSecond === undefined) return () => true
  let second = 0
  let counts = new Map<string, number>()
  return (channelId) => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) {
      second = now
      counts = new Map()
    }
    const count = (counts.get(channelId) ?? 0) + 1
    counts.set(channelId, count)
    return count <= perSecond
  }
}
