/** An evaluator's sealed and then open scores of one entry. Keyed by the evaluator's account. */
import {
  type RecordField,
  recordPack,
  recordUnpack,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'

export type Slot = {
  readonly commitment: Uint8Array
  readonly isRevealed: boolean
  /** One for each benchmark; zeros until revealed. */
  readonly scores: readonly number[]
}

const version = 1
/** Version, whether revealed, commitment, how many scores, then those. */
const headLayout = '11h1'
const headLength = 35

export function loadSlot(cid: string, entrant: string, evaluator: string): Slot | undefined {
  const bytes = storageRead(keyOf(cid, entrant, evaluator))
  if (bytes === undefined) return undefined
  const record = recordUnpack(headLayout + '4'.repeat(bytes[headLength - 1] ?? 0), bytes)
  return {
    isRevealed: record[1] === 1,
    commitment: record[2] as Uint8Array,
    scores: record.slice(4) as number[],
  }
}

/** Saves a slot; its size depends on the number of scores alone. */
export function saveSlot(cid: string, entrant: string, evaluator: string, slot: Slot): void {
  const { isRevealed, commitment, scores } = slot
  const fields: RecordField[] = [version, isRevealed ? 1 : 0, commitment, scores.length, ...scores]
  const bytes = recordPack(headLayout + '4'.repeat(scores.length), fields)
  storageWrite(keyOf(cid, entrant, evaluator), bytes)
}

export function removeSlot(cid: string, entrant: string, evaluator: string): void {
  storageRemove(keyOf(cid, entrant, evaluator))
}

export function slotBytes(cid: string, entrant: string, evaluator: string, scores: number): bigint {
  return BigInt(keyOf(cid, entrant, evaluator).length + headLength + scores * 4 + 40)
}

function keyOf(cid: string, entrant: string, evaluator: string): string {
  return `j:${cid}:${entrant}:${evaluator}`
}
