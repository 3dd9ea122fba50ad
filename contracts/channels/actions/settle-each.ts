/**
 * Settling many entries, each with a status: one that cannot be settled is skipped and changes nothing.
 * Works at fixed offsets, as do the batches that say which entries are theirs.
 */
import { type Status, status } from '../rules/status.js'
import { noteSettled } from './batch-log.js'
import type { Taking } from './pay.js'
import { rise } from './rise.js'

export type Entries = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly count: number
  /** Of one entry, and where it has its lane and its amount; the channel's id begins it. */
  readonly layout: { readonly length: number; readonly lane: number; readonly cumulative: number }
}

export type Batch = {
  /** `settled` for a channel that the batch is for. */
  readonly admits: (record: Uint8Array) => Status
  /** What an allowed rise adds to, or why it may not be made. */
  readonly takingOf: (record: Uint8Array, from: number) => Taking | Status
}

/** Settles what can be settled; one status byte an entry. */
export function settleEach({ bytes, start, count, layout }: Entries, batch: Batch): Uint8Array {
  const statuses = new Uint8Array(count)
  for (let i = 0, from = start; i < count; i++, from += layout.length) {
    statuses[i] = settleEntry(bytes, from, layout, batch)
  }
  return statuses
}

function settleEntry(
  bytes: Uint8Array,
  from: number,
  layout: Entries['layout'],
  batch: Batch,
): Status {
  if (!rise.read(bytes, from)) return status.unknownChannel
  const { record } = rise
  const admitted = batch.admits(record)
  if (admitted !== status.settled) return admitted
  const allowed = rise.allow(bytes, from + layout.lane, from + layout.cumulative)
  if (allowed !== status.settled) return allowed
  const taking = batch.takingOf(record, from)
  if (typeof taking === 'number') return taking
  rise.commit()
  taking.add(rise)
  noteSettled(rise, bytes, from)
  return status.settled
}
