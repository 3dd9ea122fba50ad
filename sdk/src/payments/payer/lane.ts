/** One lane of a payer's channel: how far it was signed, and how far it may be. */
import { toHex } from '../../codecs/hex.js'
import { noAck } from '../messages/voucher.js'
import { BudgetError } from './budget-error.js'
import type { PayerSession, PayerSessionOptions } from './session-types.js'
import type { TickChain } from './tick-chain.js'
import type { LaneName } from './wallet.js'

/** What the lanes of a channel share. */
export type Channel = {
  depositYocto: bigint
  readonly lanes: Map<number, PayerSession>
  /** Signatures leave one after another: each waits for the journal entry of the one before. */
  tail: Promise<unknown>
}

export type Lane = {
  readonly options: PayerSessionOptions
  readonly channel: Channel
  readonly lane: number
  readonly name: LaneName
  readonly limitYocto: bigint | undefined
  signedYocto: bigint
  /** Up to here the journal allows signing; ahead of `signedYocto` only with ticks. */
  journaledYocto: bigint
  /** The same with conditional vouchers. */
  committedYocto: bigint
  owedYocto: bigint
  ackHash: Uint8Array
  chain: LaneChain | undefined
}

/** The lane's chain of ticks in use, and how much of it the journal already allows. */
export type LaneChain = {
  readonly links: TickChain
  readonly baseYocto: bigint
  readonly tickPriceYocto: bigint
  released: number
  allowed: number
}

export function openLane(
  options: PayerSessionOptions,
  channel: Channel,
  lane: number,
  limitYocto: bigint | undefined,
): Lane {
  const { channelId, payeeId = '', wallet } = options
  const name: LaneName = { channelId: toHex(channelId), payeeId, lane }
  const signedYocto = wallet?.signedYocto(name) ?? (lane === 0 ? (options.signedYocto ?? 0n) : 0n)
  return {
    options,
    channel,
    lane,
    name,
    limitYocto,
    signedYocto,
    journaledYocto: signedYocto,
    committedYocto: wallet?.committedYocto(name) ?? signedYocto,
    owedYocto: signedYocto,
    ackHash: noAck,
    chain: undefined,
  }
}

/** What a lane may reach, given what other lanes have. */
export function reachableYocto({ options, channel, name, ...lane }: Lane): bigint {
  const { wallet, budgetYocto } = options
  let elsewhereYocto = wallet?.signedElsewhereYocto(name) ?? 0n
  if (wallet === undefined)
    for (const other of channel.lanes.values())
      if (other.lane !== lane.lane) elsewhereYocto += other.committedYocto()
  const headroom = wallet && lane.committedYocto + wallet.headroomYocto(name.payeeId)
  const cap = smaller(channel.depositYocto, budgetYocto)
  return smaller(smaller(cap - elsewhereYocto, lane.limitYocto), headroom)
}

/** Throws BudgetError when the lane may not come to an amount. */
function checkReach(lane: Lane, wantedYocto: bigint): void {
  const limit = reachableYocto(lane)
  if (wantedYocto > lane.committedYocto && wantedYocto > limit)
    throw new BudgetError(wantedYocto, limit)
}

/** The limit of one request holds for what is paid ahead of it too. */
export function checkAhead({ options, owedYocto }: Lane, aheadToYocto: bigint): void {
  const { budgetPerCallYocto: perCallYocto } = options
  if (perCallYocto !== undefined && aheadToYocto > owedYocto + perCallYocto)
    throw new BudgetError(aheadToYocto, owedYocto + perCallYocto)
}

/** Notes something delivered (or, below zero, corrects it). */
export function owe(lane: Lane, amountYocto: bigint): void {
  checkReach(lane, lane.owedYocto + amountYocto)
  lane.owedYocto += amountYocto
}

/** Afterwards up to `cumulativeYocto` may be signed, or signed under a condition only. */
export async function journalReach(
  lane: Lane,
  cumulativeYocto: bigint,
  conditional = false,
): Promise<void> {
  checkReach(lane, cumulativeYocto)
  if (cumulativeYocto <= (conditional ? lane.committedYocto : lane.journaledYocto)) return
  await lane.options.wallet?.record(lane.name, cumulativeYocto, conditional)
  if (!conditional) lane.journaledYocto = cumulativeYocto
  if (cumulativeYocto > lane.committedYocto) lane.committedYocto = cumulativeYocto
}

/** Journals an amount and takes it to be signed. */
export async function raise(lane: Lane, cumulativeYocto: bigint): Promise<void> {
  await journalReach(lane, cumulativeYocto)
  if (cumulativeYocto > lane.signedYocto) lane.signedYocto = cumulativeYocto
}

/** Work that waits for all earlier work on the channel. */
export function inTurn<T>({ channel }: Lane, work: () => Promise<T>): Promise<T> {
  const done = channel.tail.then(work)
  channel.tail = done.catch(() => undefined)
  return done
}

function smaller(a: bigint, b: bigint | undefined): bigint {
  return b !== undefined && b < a ? b : a
}
