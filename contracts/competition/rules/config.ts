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
import { tokenName } from '../../common/wire/token-name.js'
import { fail } from '../errors.js'
import type { Admission, CompetitionConfig } from '../interface.js'
import {
  durations,
  maxBenchmarks,
  maxCommittee,
  maxEvaluators,
  maxFeeBps,
  maxPlaces,
  maxRoundS,
  maxTolerance,
  minCommittee,
  minForfeitBps,
  minQuorumBps,
} from '../limits.js'
import { requireAscending } from './ascending.js'

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
const raw = integer(0, 0xffff_ffff)

/** Between the least and the most of that duration. */
const seconds = (name: keyof typeof durations): Decoder<number> =>
  integer(durations[name][0], durations[name][1])

const benchmark = object({
  id: text(32),
  weight_bps: integer(1, 10_000),
  direction: oneOf('higher', 'lower'),
  low: raw,
  high: raw,
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
  token: tokenName,
  prize: amount,
  prize_weights: list(integer(1, 1_000_000), maxPlaces),
  min_ranked: integer(1, 1_048_575),
  bond: amount,
  forfeit_bps: integer(minForfeitBps, 2000),
  below_baseline_bps: integer(0, 5000),
  baseline: score,
  admission: oneOf<Admission>('open', 'list', 'seat'),
  max_entrants: integer(1, 1_048_575),
  min_season: integer(0, 0x7fff_ffff),
  resource_credits: amount,
  evaluators: list(accountId, maxEvaluators),
  evaluator_bond: amount,
  non_reveal_penalty: amount,
  outlier_penalty: amount,
  evaluator_fee_bps: integer(0, maxFeeBps),
  committee: integer(minCommittee, maxCommittee),
  reserves: integer(1, maxEvaluators - minCommittee),
  quorum_bps: integer(minQuorumBps, 10_000),
  tolerance: integer(1, maxTolerance),
  draft_s: seconds('draft_s'),
  registration_s: seconds('registration_s'),
  commit_s: seconds('commit_s'),
  reveal_s: seconds('reveal_s'),
  seed_delay_s: seconds('seed_delay_s'),
  eval_commit_s: seconds('eval_commit_s'),
  eval_reveal_s: seconds('eval_reveal_s'),
  challenge_s: seconds('challenge_s'),
  tally_s: seconds('tally_s'),
  keep_s: seconds('keep_s'),
})

/** Refuses parts that do not fit each other. */
export function requireCoherent(found: CompetitionConfig, tiers: number): void {
  const refuse = (reason: string): never => fail('ERR_CONFIG', reason)
  if (found.benchmarks.length === 0) refuse('there are no benchmarks')
  if (found.prize_weights.length === 0) refuse('there are no prize weights')
  if (found.evaluators.length === 0) refuse('there are no evaluators')
  let weights = 0
  for (const { id, weight_bps, low, high } of found.benchmarks) {
    weights += weight_bps
    if (low >= high) refuse(`benchmark ${id} from ${low} to ${high}`)
  }
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
  const { committee, reserves } = found
  const evaluators = found.evaluators.length
  if (committee % 2 === 0) refuse(`a committee of ${committee}`)
  if (committee + reserves > evaluators) {
    refuse(`${committee} judges and ${reserves} reserves of ${evaluators} evaluators`)
  }
  requirePenalties(found)
  if (found.min_ranked > found.max_entrants) {
    refuse(`${found.min_ranked} of ${found.max_entrants} entries ranked`)
  }
  if (found.tier >= tiers) refuse(`tier ${found.tier} of ${tiers}`)
  if (found.tier > 0 !== (found.admission === 'seat')) {
    refuse(`admission ${found.admission} in tier ${found.tier}`)
  }
  let roundS = found.draft_s + found.tally_s + found.challenge_s + found.seed_delay_s
  roundS += found.registration_s + found.commit_s + found.reveal_s
  roundS += found.eval_commit_s + found.eval_reveal_s
  if (roundS > maxRoundS) refuse(`a round of ${roundS} s, over ${maxRoundS}`)
}

/** Silence costs something, and never less than a wrong score. */
function requirePenalties(found: CompetitionConfig): void {
  const [stake, silence, outlier] = [
    BigInt(found.evaluator_bond),
    BigInt(found.non_reveal_penalty),
    BigInt(found.outlier_penalty),
  ]
  if (outlier === 0n || silence < outlier || stake < silence) {
    fail('ERR_CONFIG', `penalties of ${silence} and ${outlier} from a stake of ${stake}`)
  }
  if (found.bond === '0') fail('ERR_CONFIG', 'there is no bond')
}
