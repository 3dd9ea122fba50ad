import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import { type RecordOf, record, text, u32, u64, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(2),
  treasuryId: text,
  channelsId: text,
  competitionId: text,
  ladderId: text,
  feePpm: u32,
  poolPpm: u32,
  nextPoolId: u64,
  /** Follows it from a time on; 0 for none named. */
  comingPoolId: u64,
  /** 0 when none follows. */
  comingFromNs: u64,
})
export type Config = RecordOf<typeof configRecord>

const key = 'c:'

export function loadConfig(): Config {
  return configRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

/** The ladder's pool that assets without a pool of their own pay to now; 0 for none. */
export function presentPool(
  { nextPoolId, comingPoolId, comingFromNs }: Config,
  nowNs: bigint,
): bigint {
  return comingFromNs !== 0n && nowNs >= comingFromNs ? comingPoolId : nextPoolId
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
