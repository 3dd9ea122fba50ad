import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'

export type Counters = {
  /** Assets ever registered; also the latest id. */
  readonly assets: number
  /** Licences ever sold; also the latest id. */
  readonly licences: bigint
  /** Licences that exist. */
  readonly supply: number
}

const layout = '484'
const key = 'n:'

export function loadCounters(): Counters {
  const bytes = storageRead(key)
  const record = bytes === undefined ? ([0, 0n, 0] as const) : unpack(layout, bytes)
  return { assets: record[0], licences: record[1], supply: record[2] }
}

export function saveCounters({ assets, licences, supply }: Counters): void {
  storageWrite(key, pack(layout, [assets, licences, supply]))
}
