/** Whether what a payer asks for lies within what its payee agreed to. Pure. */
import { bytesEqual } from '@research-hub/compiler/host'
import type { Opening } from './decoders.js'

/** What a payee agrees to at most. */
export type PayeeBounds = {
  readonly payeeKeys: readonly Uint8Array[]
  readonly assetIds: readonly bigint[]
  readonly maxRoyaltyPpm: number
  readonly maxTipBps: number
}

/** The first field that lies outside. */
export function outsideTerms(
  asked: Pick<Opening, 'payee_key' | 'asset_id' | 'royalty_ppm' | 'tip_bps'>,
  terms: PayeeBounds,
): 'payee_key' | 'asset_id' | 'royalty_ppm' | 'tip_bps' | undefined {
  const { payee_key: payeeKey, asset_id: assetId, royalty_ppm: royaltyPpm, tip_bps: tipBps } = asked
  if (!terms.payeeKeys.some((key) => bytesEqual(key, payeeKey))) return 'payee_key'
  if (assetId !== undefined && !terms.assetIds.includes(assetId)) return 'asset_id'
  if ((royaltyPpm ?? 0) > terms.maxRoyaltyPpm) return 'royalty_ppm'
  return (tipBps ?? 0) > terms.maxTipBps ? 'tip_bps' : undefined
}

/** From when on a tip counts in a channel that closes at `closeAtNs`: so much of the grace is over then. */
export function tipFromNs(closeAtNs: bigint, graceNs: bigint, tipAfterBps: number): bigint {
  return closeAtNs - (graceNs * BigInt(10_000 - tipAfterBps)) / 10_000n
}
