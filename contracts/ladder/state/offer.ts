/** Offers of a seat, by tier and account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, text, u32, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const offerRecord = record({
  version: version(1),
  season: u32,
  deadlineNs: u64,
  /** Whose storage it takes. */
  payerId: text,
})

export type Offer = RecordOf<typeof offerRecord>

export function loadOffer(tier: number, accountId: string): Offer | undefined {
  const bytes = storageRead(`f:${tier}:${accountId}`)
  return bytes === undefined ? undefined : offerRecord.decode(bytes)
}

export function requireOffer(tier: number, accountId: string): Offer {
  return loadOffer(tier, accountId) ?? fail('ERR_NO_OFFER', accountId, tier)
}

/** Saves an offer and returns the storage bytes it takes. */
export function saveOffer(tier: number, accountId: string, offer: Offer): bigint {
  const bytes = offerRecord.encode(offer)
  storageWrite(`f:${tier}:${accountId}`, bytes)
  return recordBytes(`f:${tier}:${accountId}`, bytes)
}

/** Removes an offer and returns the storage bytes it took. */
export function removeOffer(tier: number, accountId: string, { payerId }: Offer): bigint {
  storageRemove(`f:${tier}:${accountId}`)
  return recordBytes(`f:${tier}:${accountId}`, offerRecord.size + payerId.length)
}
