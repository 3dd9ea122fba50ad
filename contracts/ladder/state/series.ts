/** The competition's series whose rounds count in a tier. The owner's record, paid by the contract. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u64, version } from '../../common/state/record.js'

export const seriesRecord = record({
  version: version(1),
  id: u64,
  /** Named to follow it; 0 for none. */
  comingId: u64,
  comingFromNs: u64,
})
export type OfficialSeries = RecordOf<typeof seriesRecord>

const none: OfficialSeries = { id: 0n, comingId: 0n, comingFromNs: 0n }

export function seriesOf(tier: number): OfficialSeries {
  const bytes = storageRead(`z:${tier}`)
  return bytes === undefined ? none : seriesRecord.decode(bytes)
}

export function saveSeries(tier: number, series: OfficialSeries): void {
  storageWrite(`z:${tier}`, seriesRecord.encode(series))
}

/** Whose rounds count that are final at a time; 0 for nobody's. */
export function seriesAt({ id, comingId, comingFromNs }: OfficialSeries, atNs: bigint): bigint {
  return comingId !== 0n && atNs >= comingFromNs ? comingId : id
}
