/** What `init` fixes for the whole contract. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import { type RecordOf, record, text, u16, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(1),
  feeBps: u16,
  feeRecipientId: text,
  /** Where royalties go; empty when the hub has no licensing contract. */
  licensingId: text,
})
export type Config = RecordOf<typeof configRecord>

const key = 's:'

export function loadConfig(): Config {
  const bytes = storageRead(key)
  return bytes === undefined ? fail('ERR_NOT_INITIALIZED') : configRecord.decode(bytes)
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
