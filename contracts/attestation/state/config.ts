/** What `init` fixes for good. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fail } from '../../common/wire/fail.js'

export type Config = {
  /** x and y of the vendor's root key. */
  readonly rootKey: Uint8Array
  readonly timelockS: number
  readonly chainId: string
}

const version = 1
const layout = '1hh4s'
const key = 'C:'

export function loadConfig(): Config {
  const bytes = storageRead(key)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  const record = unpack(layout, bytes)
  return { rootKey: joinBytes([record[1], record[2]]), timelockS: record[3], chainId: record[4] }
}

export function saveConfig({ rootKey, timelockS, chainId }: Config): void {
  const halves = [rootKey.slice(0, 32), rootKey.slice(32, 64)] as const
  storageWrite(key, pack(layout, [version, ...halves, timelockS, chainId]))
}
