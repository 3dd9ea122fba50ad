import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../../common/wire/fail.js'

export type Config = {
  readonly treasuryId: string
  readonly channelsId: string
  readonly competitionId: string
  readonly ladderId: string
  readonly feePpm: number
  readonly poolPpm: number
  readonly nextPoolId: bigint
}

const version = 1
const layout = '1ssss448'
const key = 'c:'

export function loadConfig(): Config {
  const bytes = storageRead(key)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  const record = unpack(layout, bytes)
  return {
    treasuryId: record[1],
    channelsId: record[2],
    competitionId: record[3],
    ladderId: record[4],
    feePpm: record[5],
    poolPpm: record[6],
    nextPoolId: record[7],
  }
}

export function saveConfig(config: Config): void {
  const { treasuryId, channelsId, competitionId, ladderId, feePpm, poolPpm, nextPoolId } = config
  const names = [treasuryId, channelsId, competitionId, ladderId] as const
  storageWrite(key, pack(layout, [version, ...names, feePpm, poolPpm, nextPoolId]))
}
