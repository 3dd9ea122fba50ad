/** What a payee agrees to in channels opened towards it; charged to the payee. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  type RecordOf,
  record,
  rest,
  u8,
  u16,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'

export const payeeTermsRecord = record({
  version: version(1),
  revision: u64,
  maxRoyaltyPpm: u32,
  maxTipBps: u16,
  tipAfterBps: u16,
  keyCount: u8,
  /** The keys, then the ids of the assets. */
  lists: rest,
})

const assetIdRecord = record({ assetId: u64 })

export type PayeeTerms = Omit<RecordOf<typeof payeeTermsRecord>, 'keyCount' | 'lists'> & {
  readonly payeeKeys: readonly Uint8Array[]
  readonly assetIds: readonly bigint[]
}

export function loadPayeeTerms(payeeId: string): PayeeTerms | undefined {
  const bytes = storageRead(keyOf(payeeId))
  if (bytes === undefined) return undefined
  const { keyCount, lists, ...terms } = payeeTermsRecord.decode(bytes)
  const payeeKeys: Uint8Array[] = []
  const assetIds: bigint[] = []
  const assetsAt = keyCount * 32
  for (let from = 0; from < assetsAt; from += 32) payeeKeys.push(lists.slice(from, from + 32))
  for (let from = assetsAt; from < lists.length; from += assetIdRecord.size) {
    assetIds.push(assetIdRecord.decode(lists.slice(from, from + assetIdRecord.size)).assetId)
  }
  return { ...terms, payeeKeys, assetIds }
}

export function savePayeeTerms(payeeId: string, terms: PayeeTerms): void {
  storageWrite(keyOf(payeeId), encode(terms))
}

export function removePayeeTerms(payeeId: string): void {
  storageRemove(keyOf(payeeId))
}

/** Bytes of storage that the record takes. */
export function payeeTermsBytes(payeeId: string, terms: PayeeTerms): bigint {
  return recordBytes(keyOf(payeeId), encode(terms))
}

function encode({ payeeKeys, assetIds, ...terms }: PayeeTerms): Uint8Array {
  const assets = assetIds.map((assetId) => assetIdRecord.encode({ assetId }))
  const lists = joinBytes([...payeeKeys, ...assets])
  return payeeTermsRecord.encode({ ...terms, keyCount: payeeKeys.length, lists })
}

function keyOf(payeeId: string): string {
  return `p:${payeeId}`
}
