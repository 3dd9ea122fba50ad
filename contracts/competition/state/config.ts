/** The neighbours, and the last ids given. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'

export type Config = {
  readonly ladderId: string
  readonly licensingId: string
  readonly lastSeriesId: number
  readonly lastCid: number
}

const version = 1
const layout = '1ss44'
const key = 'z:'

export function loadConfig(): Config {
  const bytes = storageRead(key) ?? fail('ERR_NOT_INITIALIZED')
  const record = unpack(layout, bytes)
  return {
    ladderId: record[1],
    licensingId: record[2],
    lastSeriesId: record[3],
    lastCid: record[4],
  }
}

export function saveConfig({ ladderId, licensingId, lastSeriesId, lastCid }: Config): void {
  storageWrite(key, pack(layout, [version, ladderId, licensingId, lastSeriesId, lastCid]))
}
