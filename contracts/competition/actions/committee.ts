/** Who judges an entry. */
import { sha256 } from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import { drawn } from '../rules/draw.js'
import { drawPreimage } from '../rules/hashes.js'
import type { Standing } from '../state/standing.js'

/** Places of those drawn for an entry, the committee first, then its reserves. */
export function drawnFor({ cid, terms, competition }: Standing, entrant: string): number[] {
  if (competition.seedHeight === 0n) fail('ERR_SEED_MISSING', cid)
  const digest = sha256(drawPreimage(competition.seed, cid, entrant))
  const wanted = terms.committee + terms.reserves
  return drawn(digest, competition.enrolledMask, terms.evaluators, wanted)
}
