/** Revenue records: the flow of an asset in a token, its closed epochs, and who has taken what. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { grownBytes, recordBytes } from '../../common/state/records.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { fail } from '../errors.js'
import { type Flow, latestSpan, newFlow, rollTo, type Span } from '../rules/flow.js'

const version = 1
/** Version, gross, royalties, taken (fee, pool, pulled, own), epoch, its start, royalty and claims, forward. */
const layout = '1666666266688'
/** Version, start, end, royalty, claimed. */
const spanLayout = '16666'
/** Version, amount taken. */
const takenLayout = '16'

/** A closed span under the longest key, charged when an epoch is opened. */
export const spanBytes: bigint = BigInt('E:4294967295:65535:65535'.length + 65 + 40)

export function loadFlow(assetId: number, token: TokenIndex): Flow | undefined {
  const bytes = storageRead(flowKey(assetId, token))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return {
    gross: record[1],
    royalties: record[2],
    feeTaken: record[3],
    poolTaken: record[4],
    pulled: record[5],
    ownClaimed: record[6],
    epoch: record[7],
    startGross: record[8],
    epochRoyalty: record[9],
    epochClaimed: record[10],
    forwardId: record[11],
    forwardedAtNs: record[12],
  }
}

export function requireFlow(assetId: number, token: TokenIndex): Flow {
  return loadFlow(assetId, token) ?? fail('ERR_FLOW_NOT_OPEN', assetId, tokenId(token))
}

export function saveFlow(assetId: number, token: TokenIndex, flow: Flow): void {
  storageWrite(flowKey(assetId, token), encode(flow))
}

export function flowBytes(assetId: number, token: TokenIndex): bigint {
  return recordBytes(flowKey(assetId, token), encode(newFlow(0)))
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
  if (bytes === undefined) return undefined
  const record = unpack(spanLayout, bytes)
  return { startGross: record[1], endGross: record[2], royalty: record[3], claimed: record[4] }
}

export function saveSpan(assetId: number, token: TokenIndex, epoch: number, span: Span): void {
  const { startGross, endGross, royalty, claimed } = span
  storageWrite(
    spanKey(assetId, token, epoch),
    pack(spanLayout, [version, startGross, endGross, royalty, claimed]),
  )
}

/** Where an ancestor's pulls from a child are counted. */
export function pulledKey(childId: number, token: TokenIndex, ancestorId: number): string {
  return `D:${childId}:${token}:${ancestorId}`
}

/** Where a contributor's claims are counted; the residual owner's when no account is named. */
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
  return bytes === undefined ? undefined : unpack(takenLayout, bytes)[1]
}

/** Saves what was taken so far and returns the record's bytes. */
export function saveTaken(key: string, amount: bigint): bigint {
  const bytes = pack(takenLayout, [version, amount])
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

function encode(flow: Flow): Uint8Array {
  return pack(layout, [
    version,
    flow.gross,
    flow.royalties,
    flow.feeTaken,
    flow.poolTaken,
    flow.pulled,
    flow.ownClaimed,
    flow.epoch,
    flow.startGross,
    flow.epochRoyalty,
    flow.epochClaimed,
    flow.forwardId,
    flow.forwardedAtNs,
  ])
}

function flowKey(assetId: number, token: TokenIndex): string {
  return `R:${assetId}:${token}`
}

function spanKey(assetId: number, token: TokenIndex, epoch: number): string {
  return `E:${assetId}:${token}:${epoch}`
}
