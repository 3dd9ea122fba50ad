/** What is fixed at set-up. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import { type RecordOf, record, text, u8, u64, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(1),
  competitionId: text,
  licensingId: text,
  /** Vouches for persons; empty when seats ask for none. */
  identityId: text,
  genesisNs: u64,
  seasonNs: u64,
  standingNs: u64,
  offerNs: u64,
  vetoNs: u64,
  /** How many tiers there are. */
  tiers: u8,
})

export type Config = RecordOf<typeof configRecord>

const key = 'l:'

export function loadConfig(): Config {
  return configRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
