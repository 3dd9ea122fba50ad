import { blockTimestamp } from '@research-hub/compiler/host'
import { seasonAt } from '../rules/season.js'
import { type Config, loadConfig } from './config.js'

export type Moment = { readonly config: Config; readonly nowNs: bigint; readonly season: number }

/** Config and the present season. */
export function moment(): Moment {
  const config = loadConfig()
  const nowNs = blockTimestamp()
  return { config, nowNs, season: seasonAt(config, nowNs) }
}
