/** The neighbours, and the last ids given. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import { type RecordOf, record, text, u8, u32, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(1),
  ladderId: text,
  licensingId: text,
  lastSeriesId: u32,
  lastCid: u32,
  /** How many tiers the ladder has. */
  tiers: u8,
})

export type Config = RecordOf<typeof configRecord>

const key = 'z:'

export function loadConfig(): Config {
  return configRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
