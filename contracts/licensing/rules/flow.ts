/**
 * Revenue of one asset in one token. Everything that anyone may take is a floor of the gross counter,
 * so no order, size or number of payments can promise more than came in. Pure.
 */
import { partDown } from './shares.js'

/** A split epoch's part of a flow: the gross it began and ended with. */
export type Span = {
  readonly startGross: bigint
  readonly endGross: bigint
  /** Pulled from descendants while the epoch was open; belongs to contributors whole. */
  readonly royalty: bigint
  readonly claimed: bigint
}

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
  readonly epochClaimed: bigint
  /** The pool share on its way or refused, in the outbox; 0 for none ever. */
  readonly forwardId: bigint
  readonly forwardedAtNs: bigint
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
    epochClaimed: 0n,
    forwardId: 0n,
    forwardedAtNs: 0n,
  }
}

/** The flow's latest epoch. */
export function latestSpan(flow: Flow): Span {
  return {
    startGross: flow.startGross,
    endGross: flow.gross,
    royalty: flow.epochRoyalty,
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
    flow: { ...flow, epoch, startGross: flow.gross, epochRoyalty: 0n, epochClaimed: 0n },
    closed: { ...latestSpan(flow), epoch: flow.epoch },
  }
}

/** What an epoch's contributors own. The sum over epochs is one floor of the whole gross. */
export function epochOwn(span: Span, ownPpm: number): bigint {
  return partDown(span.endGross, ownPpm) - partDown(span.startGross, ownPpm) + span.royalty
}

/** What a flow still holds for anyone. */
export function heldOf(flow: Flow): bigint {
  return (
    flow.gross + flow.royalties - flow.feeTaken - flow.poolTaken - flow.pulled - flow.ownClaimed
  )
}
