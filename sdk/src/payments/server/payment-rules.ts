/** What a payee looks at before a signature: cheap rules on the channel and on a claim. Pure. */
import type { Offer } from '../offer.js'
import type { Problem, ProblemType } from '../problem.js'
import type { ChannelOnChain } from './chain.js'
import type { PendingClaim } from './conditional.js'
import {
  type LedgerEntry,
  laneBaseYocto,
  laneOf,
  reachYocto,
  type SettledOnChain,
} from './ledger/entry.js'
import type { Claim } from './ledger/ledger.js'
import { problem } from './problems.js'

export type PaymentCheck =
  | {
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
  | { readonly ok: false; readonly problem: Problem }

export function channelProblem(
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

export function refuse(type: ProblemType): Extract<PaymentCheck, { ok: false }> {
  return { ok: false, problem: problem(type) }
}
