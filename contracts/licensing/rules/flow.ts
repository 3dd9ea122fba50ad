/**
 * Revenue of one asset in one token. Everything that anyone may take is a floor of the gross counter,
 * so no order, size or number of payments can promise more than came in. Pure.
 */
import { lateGroupNs } from '../limits.js'
import { partDown } from './shares.js'

/** A split epoch's part of a flow: the gross it began and ended with. */
export type Span = {
  readonly startGross: bigint
  readonly endGross: bigint
  /** Contributors' own beside that: royalties of descendants, and what came late for this epoch. */
  readonly royalty: bigint
  /** Contributors' part of money that came in meanwhile and was earned in earlier epochs. */
  readonly moved: bigint
  readonly claimed: bigint
}

/** An epoch in which nothing was earned. */
export const emptySpan: Span = { startGross: 0n, endGross: 0n, royalty: 0n, moved: 0n, claimed: 0n }

export type Flow = {
  readonly gross: bigint
  readonly royalties: bigint
  readonly feeTaken: bigint
  readonly poolTaken: bigint
  /** Pulled by ancestors. */
  readonly pulled: bigint
  readonly ownClaimed: bigint
  /** The epoch that money recorded last belongs to; later ones have earned nothing yet. */
  readonly epoch: number
  readonly startGross: bigint
  readonly epochRoyalty: bigint
  readonly epochMoved: bigint
  readonly epochClaimed: bigint
  /** The pool share on its way or refused, in the outbox; 0 for none ever. */
  readonly forwardId: bigint
  readonly forwardedAtNs: bigint
  /** Whom the pool share that waits goes to, fixed when it began to collect; 0 for the treasury. */
  readonly poolId: bigint
  /** Nothing that comes late belongs to an epoch before: the one open when the flow was opened. */
  readonly firstEpoch: number
  /** When its first money was earned. */
  readonly firstNs: bigint
  /** Money that came late: since when the group of the last day was earned, when the group began and grew last. */
  readonly lateSinceNs: bigint
  readonly lateFromNs: bigint
  readonly lateLastNs: bigint
}

export function newFlow(epoch: number): Flow {
  return {
    gross: 0n,
    royalties: 0n,
    feeTaken: 0n,
    poolTaken: 0n,
    pulled: 0n,
    ownClaimed: 0n,
    epoch,
    startGross: 0n,
    epochRoyalty: 0n,
    epochMoved: 0n,
    epochClaimed: 0n,
    forwardId: 0n,
    forwardedAtNs: 0n,
    poolId: 0n,
    firstEpoch: epoch,
    firstNs: 0n,
    lateSinceNs: 0n,
    lateFromNs: 0n,
    lateLastNs: 0n,
  }
}

/** The flow's latest epoch. */
export function latestSpan(flow: Flow): Span {
  return {
    startGross: flow.startGross,
    endGross: flow.gross,
    royalty: flow.epochRoyalty,
    moved: flow.epochMoved,
    claimed: flow.epochClaimed,
  }
}

/** Makes `epoch` the flow's latest. The span it closes, if any, never changes but for claims. */
export function rollTo(
  flow: Flow,
  epoch: number,
): { readonly flow: Flow; readonly closed?: Span & { readonly epoch: number } } {
  if (flow.epoch === epoch) return { flow }
  return {
    flow: {
      ...flow,
      epoch,
      startGross: flow.gross,
      epochRoyalty: 0n,
      epochMoved: 0n,
      epochClaimed: 0n,
    },
    closed: { ...latestSpan(flow), epoch: flow.epoch },
  }
}

/** What an epoch's contributors own. The sum over epochs is one floor of the whole gross. */
export function epochOwn(span: Span, ownPpm: number): bigint {
  return (
    partDown(span.endGross, ownPpm) - partDown(span.startGross, ownPpm) + span.royalty - span.moved
  )
}

/** Adds money to the gross; `sinceNs` is when the oldest of it was earned. */
export function withMoney(flow: Flow, amount: bigint, sinceNs: bigint, nowNs: bigint): Flow {
  const gross = flow.gross + amount
  const firstNs = flow.gross === 0n ? sinceNs : flow.firstNs
  if (sinceNs >= nowNs) return { ...flow, gross, firstNs }
  const isSameGroup = nowNs <= flow.lateFromNs + lateGroupNs
  return {
    ...flow,
    gross,
    firstNs,
    lateSinceNs: isSameGroup ? least(sinceNs, flow.lateSinceNs) : sinceNs,
    lateFromNs: isSameGroup ? flow.lateFromNs : nowNs,
    lateLastNs: nowNs,
  }
}

/** Since when what an ancestor has not pulled was earned, at the earliest; 0 for a first pull. */
export function unpulledSinceNs(flow: Flow, pulledAtNs: bigint): bigint {
  const lastNs = pulledAtNs === 0n ? flow.firstNs : pulledAtNs
  return lastNs < flow.lateLastNs ? least(lastNs, flow.lateSinceNs) : lastNs
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** What a flow still holds for anyone. */
export function heldOf(flow: Flow): bigint {
  return (
    flow.gross + flow.royalties - flow.feeTaken - flow.poolTaken - flow.pulled - flow.ownClaimed
  )
}
