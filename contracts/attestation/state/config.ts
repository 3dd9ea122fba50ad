/** What `init` fixes for good. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { readInSelfTest } from '../../common/state/identity.js'
import {
  bool,
  bytes,
  type RecordOf,
  record,
  text,
  u32,
  version,
} from '../../common/state/record.js'
import { fail } from '../errors.js'

export const configRecord = record({
  version: version(1),
  /** x and y of the vendor's root key. */
  rootKey: bytes(64),
  timelockS: u32,
  /** Whether another root than the vendor's was asked for. */
  isTestRoot: bool,
  chainId: text,
})
const key = 'C:'

type Config = RecordOf<typeof configRecord>

export function loadConfig(): Config {
  return configRecord.decode(storageRead(key) ?? fail('ERR_NOT_INITIALIZED'))
}

export function saveConfig(config: Config): void {
  storageWrite(key, configRecord.encode(config))
}

readInSelfTest(loadConfig)
