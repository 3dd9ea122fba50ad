/** The form of a competition's configuration, and what its parts ask of each other. Pure. */
import { maxScore } from '../../common/trie/key.js'
import {
  accountId,
  type Decoder,
  hex,
  integer,
  list,
  object,
  oneOf,
  text,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { fail } from '../errors.js'
import type { Admission, CompetitionConfig } from '../interface.js'
import { maxBenchmarks, maxEvaluators, maxPlaces, yearS } from '../limits.js'
import { requireAscending } from './ascending.js'
import { leastQuorum } from './scores.js'

/** Checks a string and keeps it as it is: what passes has one spelling. */
function kept(decoder: Decoder<unknown>): Decoder<string> {
  return (value, name) => {
    decoder(value, name)
    return String(value)
  }
}

const root = kept(hex(32))
const amount = kept(u128)
const count = kept(u64)
const score = integer(0, maxScore)
const seconds = integer(1, yearS)
const secondsOrNone = integer(0, yearS)

const benchmark = object({
  id: text(32),
  weight_bps: integer(1, 10_000),
  direction: oneOf('higher', 'lower'),
  low: text(24),
  high: text(24),
})

/** The order of the fields is that of the canonical form. */
export const configShape = object({
  title: text(80),
  rules_root: root,
  tier: integer(0, 15),
  max_params: count,
  max_tokens: count,
  max_bytes: count,
  max_flops: amount,
  dataset_root: root,
  licences: list(text(32), 8),
  benchmarks: list(benchmark, maxBenchmarks),
  token: accountId,
  prize: amount,
  prize_weights: list(integer(1, 1_000_000), maxPlaces),
  min_ranked: integer(1, 1_048_575),
  bond: amount,
  forfeit_bps: integer(0, 2000),
  below_baseline_bps: integer(0, 5000),
  baseline: score,
  admission: oneOf<Admission>('open', 'list', 'seat'),
  max_entrants: integer(1, 1_048_575),
  min_season: integer(0, 0x7fff_ffff),
  resource_credits: amount,
  evaluators: list(accountId, maxEvaluators),
  evaluator_bond: amount,
  non_reveal_penalty: amount,
  quorum: integer(1, maxEvaluators),
  quorum_bps: integer(1, 10_000),
  tolerance: score,
  draft_s: seconds,
  registration_s: seconds,
  commit_s: seconds,
  seed_delay_s: secondsOrNone,
  reveal_s: seconds,
  eval_commit_s: seconds,
  eval_reveal_s: seconds,
  challenge_s: secondsOrNone,
  tally_s: secondsOrNone,
  keep_s: secondsOrNone,
})

/** Refuses parts that do not fit each other. */
export function requireCoherent(found: CompetitionConfig): void {
  const refuse = (reason: string): never => fail('ERR_CONFIG', reason)
  if (found.benchmarks.length === 0) refuse('there are no benchmarks')
  if (found.prize_weights.length === 0) refuse('there are no prize weights')
  if (found.evaluators.length === 0) refuse('there are no evaluators')
  let weights = 0
  for (const { weight_bps } of found.benchmarks) weights += weight_bps
  if (weights !== 10_000) refuse(`benchmark weights sum to ${weights}, not 10000`)
  for (let i = 1; i < found.benchmarks.length; i++) {
    const id = found.benchmarks[i]?.id
    for (let j = 0; j < i; j++) {
      if (found.benchmarks[j]?.id === id) refuse(`benchmark ${id} appears twice`)
    }
  }
  for (let i = 1; i < found.prize_weights.length; i++) {
    if ((found.prize_weights[i] ?? 0) > (found.prize_weights[i - 1] ?? 0)) {
      refuse('prize weights rise')
    }
  }
  requireAscending(found.evaluators)
  const evaluators = found.evaluators.length
  if (found.quorum < leastQuorum(evaluators) || found.quorum > evaluators) {
    refuse(`a quorum of ${found.quorum} of ${evaluators} evaluators`)
  }
  if (found.tier > 0 !== (found.admission === 'seat')) {
    refuse(`admission ${found.admission} in tier ${found.tier}`)
  }
  if (found.seed_delay_s >= found.reveal_s) refuse('the seed comes after the reveals')
}
