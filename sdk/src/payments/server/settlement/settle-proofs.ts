import { toHex } from '../../../codecs/hex.js'
import { type BatchEntry, encodeBatch } from '../../messages/batch.js'
import { decodeMultiEntries } from '../../messages/multi-voucher.js'
import { decodeVoucher } from '../../messages/voucher.js'
import type { LaneProof } from './best-claims.js'

/** The settling calls of the contract; a hub client's `channels` has them. */
export type SettleCalls = {
  readonly settle: (voucher: Signed) => Promise<unknown>
  readonly settleBatch: (batch: {
    readonly payeeId: string
    readonly token?: string
    readonly entries: Uint8Array
  }) => Promise<unknown>
  readonly settleTicks: (ticks: {
    readonly commitment: Uint8Array
    readonly signature: Uint8Array
    readonly ticks: number
    readonly tick: Uint8Array
  }) => Promise<unknown>
  readonly settleMulti: (multi: {
    readonly signerKey: Uint8Array
    readonly signature: Uint8Array
    readonly entries: readonly {
      readonly channelId: Uint8Array
      readonly lane: number
      readonly cumulative: bigint
    }[]
  }) => Promise<unknown>
  readonly settleConditional: (
    voucher: Signed & { readonly text: string; readonly textSignature: Uint8Array },
  ) => Promise<unknown>
}

type Signed = { readonly voucher: Uint8Array; readonly signature: Uint8Array }

/** Whose channels these are, when one batch may settle all plain vouchers. */
export type BatchFor = { readonly payeeId: string; readonly token?: string }

/**
 * Puts proofs on chain, each kind by its own call and each multi-voucher once, however many lanes it
 * proves; for a watchtower or a payee's own settling. Anyone may. One that fails keeps no other from being
 * tried: when all were, an AggregateError tells. A batch and a multi-voucher skip entries that the
 * contract refuses, so look at the channels afterwards, as a watchtower does.
 */
export async function settleProofs(
  channels: SettleCalls,
  proofs: readonly LaneProof[],
  batchFor?: BatchFor,
): Promise<void> {
  const entries = batchFor === undefined ? [] : proofs.flatMap(batchEntry)
  const batched = entries.length > 1
  const calls: (() => Promise<unknown>)[] = []
  if (batched && batchFor !== undefined)
    calls.push(() => channels.settleBatch({ ...batchFor, entries: encodeBatch(entries) }))
  const multis = new Set<string>()
  // Lists last: they also raise lanes that nobody here has asked for.
  const lists = proofs.filter(({ kind }) => kind === 'multi')
  for (const proof of [...proofs.filter(({ kind }) => kind !== 'multi'), ...lists]) {
    if (proof.kind === 'voucher' && batched) continue
    if (proof.kind === 'multi') {
      const name = toHex(proof.signature)
      if (multis.has(name)) continue
      multis.add(name)
    }
    calls.push(() => settleOne(channels, proof))
  }
  const errors: unknown[] = []
  for (const call of calls) await call().catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} settlements failed`)
}

function settleOne(channels: SettleCalls, proof: LaneProof): Promise<unknown> {
  switch (proof.kind) {
    case 'voucher':
      return channels.settle(proof)
    case 'ticks': {
      const { commit, ticks, preimage } = proof.ticks
      const { message, signature } = commit
      return channels.settleTicks({ commitment: message, signature, ticks, tick: preimage })
    }
    case 'multi': {
      const { signerKey, entries } = proof.multi
      const list = (decodeMultiEntries(entries) ?? []).map(
        ({ channelId, lane, cumulativeYocto }) => ({
          channelId,
          lane,
          cumulative: cumulativeYocto,
        }),
      )
      return channels.settleMulti({ signerKey, signature: proof.signature, entries: list })
    }
    case 'conditional': {
      const { voucher, signature, answer } = proof
      const { text, signature: textSignature } = answer
      return channels.settleConditional({ voucher, signature, text, textSignature })
    }
  }
}

function batchEntry(proof: LaneProof): BatchEntry[] {
  const voucher = proof.kind === 'voucher' ? decodeVoucher(proof.voucher) : undefined
  if (proof.kind !== 'voucher' || voucher === undefined) return []
  return [{ voucher, signature: proof.signature }]
}
