/** What a payee looks at before a signature: cheap rules on the channel and on a claim. */
import type { Offer } from '../../wire/offer.js'
import type { Problem, ProblemType } from '../../wire/problem.js'
import type { PendingClaim } from '../billing/conditional.js'
import {
  type LedgerEntry,
  laneBaseYocto,
  laneOf,
  reachYocto,
  type SettledOnChain,
} from '../ledger/entry.js'
import type { Claim, PayeeLedger } from '../ledger/ledger.js'
import type { ChainReader, ChannelOnChain } from '../settlement/chain.js'
import { tipBounds } from './payee-terms.js'
import { problem } from './problems.js'

export type PaymentCheck = Paid | Refusal

export type Paid = {
  readonly ok: true
  readonly channelId: string
  readonly lane: number
  readonly channel: ChannelOnChain
  readonly entry: LedgerEntry
  /** A conditional voucher: counted in nothing yet, to be taken in with the answer it waits for. */
  readonly pending?: PendingClaim
  /** Other channels that the same multi-voucher paid on. */
  readonly others?: readonly LedgerEntry[]
}

export type Refusal = { readonly ok: false; readonly problem: Problem }

/** A channel that payments can be taken on, and what the ledger has of it. */
export type FoundChannel = {
  readonly ok: true
  readonly channel: ChannelOnChain
  readonly known: LedgerEntry | undefined
}

/** Looks a channel up, on chain and in the ledger, and refuses one that is not for this payee. */
export async function findChannel(
  {
    ledger,
    offer,
    readChannel,
  }: {
    readonly ledger: PayeeLedger
    readonly offer: Offer
    readonly readChannel: ChainReader
  },
  channelId: string,
): Promise<FoundChannel | Refusal> {
  let channel: ChannelOnChain | undefined
  try {
    channel = await readChannel(channelId)
  } catch {
    return refuse('chain-unavailable')
  }
  const known = await ledger.entry(channelId)
  const wrong = channelProblem(channel, known, offer)
  if (channel === undefined || wrong !== undefined) return refuse(wrong ?? 'channel-unknown')
  return { ok: true, channel, known }
}

export function channelProblem(
  channel: ChannelOnChain | undefined,
  known: LedgerEntry | undefined,
  offer: Offer,
): ProblemType | undefined {
  if (channel === undefined) return known === undefined ? 'channel-unknown' : 'channel-gone'
  if (!isAsOffered(channel, offer)) return 'channel-foreign'
  if (channel.status !== 'open') return 'channel-closing'
  return channel.depositYocto < offer.minDepositYocto ? 'deposit-too-small' : undefined
}

/** Whether every field that decides what the payee gets is what the offer says, or better. */
function isAsOffered(channel: ChannelOnChain, offer: Offer): boolean {
  const { maxTipBps, tipAfterBps } = tipBounds(offer)
  return (
    channel.payeeId === offer.payeeId &&
    channel.payeeKey === offer.payeeKey &&
    channel.token === offer.token &&
    channel.termsHash === offer.termsHash &&
    channel.graceS >= offer.graceS &&
    (offer.maxFeeBps === undefined || channel.feeBps <= offer.maxFeeBps) &&
    (channel.assetId ?? 0n) === offer.assetId &&
    channel.royaltyPpm === offer.royaltyPpm &&
    channel.tipBps <= maxTipBps &&
    (channel.tipBps === 0 || channel.tipAfterBps >= tipAfterBps)
  )
}

/** How far a claim is ahead of what was accepted on its lane. */
export function advanceYocto(
  { cumulativeYocto, lane }: Claim,
  channel: ChannelOnChain,
  known: LedgerEntry | undefined,
): bigint {
  const accepted = known && laneOf(known, lane)?.acceptedYocto
  return cumulativeYocto - (accepted ?? laneBaseYocto(channel, lane))
}

/** What settling a claim adds on chain, once everything accepted is settled. */
export function addedYocto(
  claim: Claim,
  channel: ChannelOnChain,
  known: LedgerEntry | undefined,
): bigint {
  const aheadOfChain = claim.cumulativeYocto - laneBaseYocto(channel, claim.lane)
  const advance = advanceYocto(claim, channel, known)
  const added = aheadOfChain < advance ? aheadOfChain : advance
  return added > 0n ? added : 0n
}

/** What the contract would object to, signature aside, were `besideYocto` more on other lanes before. */
export function claimProblem(
  claim: Claim,
  channel: ChannelOnChain,
  known: LedgerEntry | undefined,
  besideYocto = 0n,
): ProblemType | undefined {
  if (!laneExists(channel, claim.lane)) return 'voucher-invalid'
  const added = addedYocto(claim, channel, known)
  if (added === 0n) return undefined
  const reach = known === undefined ? channel.settledYocto : reachYocto(known, channel)
  return reach + besideYocto + added > coveredYocto(channel) ? 'deposit-exceeded' : undefined
}

export function onChain(channel: ChannelOnChain): SettledOnChain {
  const { settledYocto, lanes } = channel
  const base = { settledYocto, coveredYocto: coveredYocto(channel) }
  return lanes === undefined ? base : { ...base, lanes }
}

/** What the deposit is sure to cover. */
function coveredYocto({ depositYocto, decrease }: ChannelOnChain): bigint {
  return decrease !== undefined && decrease.limitYocto < depositYocto
    ? decrease.limitYocto
    : depositYocto
}

function laneExists({ lanes }: ChannelOnChain, lane: number): boolean {
  return lane === 0 || (lanes?.some((known) => known.lane === lane) ?? false)
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

export function refuse(type: ProblemType): Refusal {
  return { ok: false, problem: problem(type) }
}
