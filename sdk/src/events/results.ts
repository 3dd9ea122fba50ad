import type { RankedEntry } from '../codecs/leaderboard.js'
import { type HubEvent, isKnownEvent } from './parse.js'

/** The ranked entries of a competition, from its events: what `leaderboard` takes. */
export function rankedEntries(cid: bigint, events: readonly HubEvent[]): RankedEntry[] {
  return events.flatMap((event) => {
    if (!isKnownEvent(event, 'entry_scored')) return []
    const { account_id: accountId, score, sequence, status } = event.data
    return event.data.cid === String(cid) && status === 'ranked'
      ? [{ accountId, score, sequence }]
      : []
  })
}
