/** Proved results of an account in a tier: six at most, in the order of rounds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { Result } from '../rules/aggregate.js'

export type Results = {
  /** Whose storage it takes. */
  readonly payerId: string
  readonly list: readonly Result[]
}

const version = 1
const slots = 6
/** Version, payer, count; six of ordinal, rank, key. */
const layout = '1s1448448448448448448'
const head = 3

export function loadResults(tier: number, accountId: string): Results | undefined {
  const bytes = storageRead(keyOf(tier, accountId))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  const list: Result[] = []
  for (let at = head; list.length < record[2]; at += 3) {
    list.push({
      ordinal: Number(record[at]),
      rank: Number(record[at + 1]),
      key: Number(record[at + 2]),
    })
  }
  return { payerId: record[1], list }
}

export function saveResults(tier: number, accountId: string, results: Results): void {
  storageWrite(keyOf(tier, accountId), encode(results))
}

export function removeResults(tier: number, accountId: string): void {
  storageRemove(keyOf(tier, accountId))
}

/** Does not change while the record lives. */
export function resultsBytes(tier: number, accountId: string, results: Results): bigint {
  return recordBytes(keyOf(tier, accountId), encode(results))
}

function encode({ payerId, list }: Results): Uint8Array {
  const slot = (at: number) => {
    const { ordinal, rank, key } = list[at] ?? { ordinal: 0, rank: 0, key: 0 }
    return [ordinal, rank, BigInt(key)] as const
  }
  if (list.length > slots) throw new Error('ERR_INVARIANT: more results than can count')
  return pack(layout, [
    version,
    payerId,
    list.length,
    ...slot(0),
    ...slot(1),
    ...slot(2),
    ...slot(3),
    ...slot(4),
    ...slot(5),
  ])
}

function keyOf(tier: number, accountId: string): string {
  return `q:${tier}:${accountId}`
}
