/** An evaluator's sealed and then open scores of one entry. Keyed by the evaluator's account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  bytes32,
  type RecordOf,
  record,
  rest,
  u8,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'

export const slotRecord = record({
  version: version(1),
  isRevealed: bool,
  commitment: bytes32,
  count: u8,
  /** So many numbers, one for each benchmark; zeros until revealed. */
  scores: rest,
})

export type Slot = RecordOf<typeof slotRecord>

export function loadSlot(cid: string, entrant: string, evaluator: string): Slot | undefined {
  const bytes = storageRead(keyOf(cid, entrant, evaluator))
  return bytes === undefined ? undefined : slotRecord.decode(bytes)
}

/** Saves a slot; its size depends on the number of scores alone. */
export function saveSlot(cid: string, entrant: string, evaluator: string, slot: Slot): void {
  storageWrite(keyOf(cid, entrant, evaluator), slotRecord.encode(slot))
}

export function removeSlot(cid: string, entrant: string, evaluator: string): void {
  storageRemove(keyOf(cid, entrant, evaluator))
}

export function slotBytes(cid: string, entrant: string, evaluator: string, scores: number): bigint {
  return recordBytes(keyOf(cid, entrant, evaluator), slotRecord.size + scores * 4)
}

function keyOf(cid: string, entrant: string, evaluator: string): string {
  return `j:${cid}:${entrant}:${evaluator}`
}
