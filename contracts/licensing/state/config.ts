import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import { type RecordOf, record, text, u32, u64, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(1),
  treasuryId: text,
  channelsId: text,
  competitionId: text,
  ladderId: text,
  feePpm: u32,
  poolPpm: u32,
  nextPoolId: u64,
})
export type Config = RecordOf<typeof configRecord>

const key = 'c:'

export function loadConfig(): Config {
  return configRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
