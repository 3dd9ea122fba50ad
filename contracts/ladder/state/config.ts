/** What is fixed at set-up. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'
import type { Calendar } from '../rules/season.js'

export type Config = Calendar & {
  readonly competitionId: string
  readonly licensingId: string
  readonly offerNs: bigint
  readonly vetoNs: bigint
  /** How many tiers there are. */
  readonly tiers: number
}

const version = 1
const layout = '1ss888881'
const key = 'l:'

export function loadConfig(): Config {
  const bytes = storageRead(key)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  const record = unpack(layout, bytes)
  return {
    competitionId: record[1],
    licensingId: record[2],
    genesisNs: record[3],
    seasonNs: record[4],
    standingNs: record[5],
    offerNs: record[6],
    vetoNs: record[7],
    tiers: record[8],
  }
}

export function saveConfig(config: Config): void {
  const { competitionId, licensingId, genesisNs, seasonNs, standingNs, offerNs, vetoNs } = config
  const times = [genesisNs, seasonNs, standingNs, offerNs, vetoNs] as const
  storageWrite(key, pack(layout, [version, competitionId, licensingId, ...times, config.tiers]))
}
