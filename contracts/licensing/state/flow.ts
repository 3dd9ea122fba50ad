/** Revenue records: the flow of an asset in a token, its closed epochs, and who has taken what. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u16, u64, u128, version } from '../../common/state/record.js'
import { grownBytes, recordBytes } from '../../common/state/records.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { fail } from '../errors.js'
import { emptySpan, type Flow, latestSpan, rollTo, type Span } from '../rules/flow.js'

export const flowRecord = record({
  version: version(2),
  gross: u128,
  royalties: u128,
  feeTaken: u128,
  poolTaken: u128,
  pulled: u128,
  ownClaimed: u128,
  epoch: u16,
  startGross: u128,
  epochRoyalty: u128,
  epochMoved: u128,
  epochClaimed: u128,
  forwardId: u64,
  forwardedAtNs: u64,
  poolId: u64,
  firstEpoch: u16,
  firstNs: u64,
  lateSinceNs: u64,
  lateFromNs: u64,
  lateLastNs: u64,
})
export const spanRecord = record({
  version: version(1),
  startGross: u128,
  endGross: u128,
  royalty: u128,
  moved: u128,
  claimed: u128,
})
/** What was taken so far. */
export const takenRecord = record({ version: version(1), amount: u128 })
/** What an ancestor pulled so far, and when last. */
export const pulledRecord = record({ version: version(1), amount: u128, atNs: u64 })
export type Pulled = RecordOf<typeof pulledRecord>

/** A closed span under the longest key, charged when an epoch is opened. */
export const spanBytes: bigint = BigInt('E:4294967295:65535:65535'.length + spanRecord.size + 40)

export function loadFlow(assetId: number, token: TokenIndex): Flow | undefined {
  const bytes = storageRead(flowKey(assetId, token))
  return bytes === undefined ? undefined : flowRecord.decode(bytes)
}

export function requireFlow(assetId: number, token: TokenIndex): Flow {
  return loadFlow(assetId, token) ?? fail('ERR_FLOW_NOT_OPEN', assetId, tokenId(token))
}

export function saveFlow(assetId: number, token: TokenIndex, flow: Flow): void {
  storageWrite(flowKey(assetId, token), flowRecord.encode(flow))
}

export function flowBytes(assetId: number, token: TokenIndex): bigint {
  return BigInt(flowKey(assetId, token).length + flowRecord.size + 40)
}

export function removeFlow(assetId: number, token: TokenIndex): void {
  storageRemove(flowKey(assetId, token))
}

/** The flow with the open epoch as its latest; the span that ends thereby is put away. */
export function rolled(assetId: number, token: TokenIndex, flow: Flow, epoch: number): Flow {
  const step = rollTo(flow, epoch)
  const { closed } = step
  if (closed !== undefined) {
    const usedBytes = grownBytes(() => saveSpan(assetId, token, closed.epoch, closed))
    changeTotals(near, { usedBytes })
  }
  return step.flow
}

/** An epoch's part of the flow; undefined when it has earned nothing. */
export function loadSpan(
  assetId: number,
  token: TokenIndex,
  flow: Flow,
  epoch: number,
): Span | undefined {
  if (epoch === flow.epoch) return latestSpan(flow)
  const bytes = storageRead(spanKey(assetId, token, epoch))
  return bytes === undefined ? undefined : spanRecord.decode(bytes)
}

export function saveSpan(assetId: number, token: TokenIndex, epoch: number, span: Span): void {
  storageWrite(spanKey(assetId, token, epoch), spanRecord.encode(span))
}

/** Adds what came late to an epoch that has ended. */
export function addToSpan(assetId: number, token: TokenIndex, epoch: number, late: bigint): void {
  const bytes = storageRead(spanKey(assetId, token, epoch))
  const span = bytes === undefined ? emptySpan : spanRecord.decode(bytes)
  const usedBytes = grownBytes(() =>
    saveSpan(assetId, token, epoch, { ...span, royalty: span.royalty + late }),
  )
  if (usedBytes !== 0n) changeTotals(near, { usedBytes })
}

/** Where an ancestor's pulls from a child are counted. */
export function pulledKey(childId: number, token: TokenIndex, ancestorId: number): string {
  return `D:${childId}:${token}:${ancestorId}`
}

/** Where the claims of a contributor, or of a leaf under a root, are counted; the residual owner's for nobody. */
export function claimedKey(
  assetId: number,
  epoch: number,
  token: TokenIndex,
  accountId: string,
): string {
  return `C:${assetId}:${epoch}:${token}:${accountId}`
}

export function loadTaken(key: string): bigint | undefined {
  const bytes = storageRead(key)
  return bytes === undefined ? undefined : takenRecord.decode(bytes).amount
}

/** Saves what was taken so far and returns the record's bytes. */
export function saveTaken(key: string, amount: bigint): bigint {
  const bytes = takenRecord.encode({ amount })
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

export function loadPulled(key: string): Pulled | undefined {
  const bytes = storageRead(key)
  return bytes === undefined ? undefined : pulledRecord.decode(bytes)
}

/** Saves what an ancestor pulled so far and returns the record's bytes. */
export function savePulled(key: string, pulled: Omit<Pulled, 'version'>): bigint {
  const bytes = pulledRecord.encode(pulled)
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

function flowKey(assetId: number, token: TokenIndex): string {
  return `R:${assetId}:${token}`
}

function spanKey(assetId: number, token: TokenIndex, epoch: number): string {
  return `E:${assetId}:${token}:${epoch}`
}
