/**
 * Competitions: a series instantiates one a month; a prize in escrow opens it; researchers apply with
 * a bond, commit to an artefact and reveal it; bonded evaluators score it under seal on items drawn
 * from a seed nobody knew before; the leaderboard ranks entries by median; prizes follow a curve.
 *
 * Wire form: one JSON object per call, unknown keys rejected. Ids, amounts and 64-bit integers are
 * decimal strings; hashes and salts are 64 lower-case hex digits; scores and counts are numbers.
 *
 * Phases follow from block time, the frozen configuration and how often things were done: `draft`
 * until the prize is in escrow (that block opens the competition), `registration`, `commit`,
 * `reveal`, `eval_commit`, `eval_reveal` (both once more when too few entries have a quorum),
 * `challenge`, `results` (until someone finalises), `final`, `closed`; `cancelled`, and `failed`
 * or `void` when the prize never came, nothing was revealed, or quorum was missing twice.
 *
 * Hashes, SHA-256; `lp` is a u8 length and the bytes, `cid` is `lp` of its decimal digits, numbers are
 * little endian, C is `lp(chain_id) | lp(contract_id) | cid`:
 * entry commitment `"research-hub/commit/1" | C | lp(account) | artifact_root | manifest_root | salt`;
 * evaluator's salt `"research-hub/salt/1" | C | lp(evaluator) | salt`;
 * sealed scores `"research-hub/scores/1" | C | lp(entrant) | lp(evaluator) | seed | scores u32 each | salt`;
 * seed `"research-hub/seed/1" | C | random_seed of the block | height u64 | XOR of revealed salts`;
 * configuration `"research-hub/config/1" | canonical JSON` (keys in the order below, no spaces).
 */
import type { DecimalU64, DecimalU128, Hex32, TokenId } from '../common/wire/interface.js'

export type {
  AccountArgs,
  DecimalU64,
  DecimalU128,
  FtOnTransferArgs,
  Hex32,
  NoArgs,
  TokenId,
} from '../common/wire/interface.js'

/** Sets the contract up. Private: callable once, by the contract's own account. */
export type InitArgs = {
  /** Meant to be a DAO. */
  readonly owner_id: string
  readonly guardian_id: string
  /** Gets `on_final` and `grant_credits`; its `admit_seat` and `fund` with `outbox_id` count. */
  readonly ladder_id: string
  /** Gets `register_from_entry`. */
  readonly licensing_id: string
}

export type Benchmark = {
  /** At most 32 characters; names the benchmark's definition under `rules_root`. */
  readonly id: string
  /** Share in the combined score; all of them sum to 10 000. */
  readonly weight_bps: number
  readonly direction: 'higher' | 'lower'
  /** Raw results that count as 0 and 1 048 575, at most 24 characters; evaluators scale and clamp. */
  readonly low: string
  readonly high: string
}

export type Admission = 'open' | 'list' | 'seat'

/** Rules of a competition, at most 4 096 bytes as canonical JSON; frozen when it is rolled. */
export type CompetitionConfig = {
  readonly title: string
  /** Root of the documents with the full rules and the benchmarks' definitions. */
  readonly rules_root: Hex32
  /** 0 is the newcomers' tier: admission `open` or `list`. Higher tiers admit by `seat`. */
  readonly tier: number
  /** Budgets, never minimum sizes. */
  readonly max_params: DecimalU64
  readonly max_tokens: DecimalU64
  readonly max_bytes: DecimalU64
  readonly max_flops: DecimalU128
  readonly dataset_root: Hex32
  /** SPDX ids the artefact may be under; at most 8. */
  readonly licences: readonly string[]
  /** 1 to 16. */
  readonly benchmarks: readonly Benchmark[]
  readonly token: TokenId
  /** What must be in escrow to open; what is funded beyond it joins the prize. */
  readonly prize: DecimalU128
  /** Weights of ranks 1, 2 and so on, 1 to 64 of them, each 1 to 1 000 000, never rising. */
  readonly prize_weights: readonly number[]
  /** Fewer ranked entries than this make the competition void; at least 1. */
  readonly min_ranked: number
  /** yoctoNEAR. */
  readonly bond: DecimalU128
  /** Part of the bond that an admitted entry without reveal, or a duplicate, forfeits; at most 2 000. */
  readonly forfeit_bps: number
  /** Part of the bond that an entry below `baseline` forfeits; at most 5 000. */
  readonly below_baseline_bps: number
  /** Entries below it are not ranked. 0 to 1 048 575. */
  readonly baseline: number
  readonly admission: Admission
  /** 1 to 1 048 575. */
  readonly max_entrants: number
  /** Seats of earlier seasons do not admit. */
  readonly min_season: number
  /** Units granted on admission in the ladder; `"0"` for none. */
  readonly resource_credits: DecimalU128
  /** 1 to 7 accounts, strictly ascending; none of them may enter. */
  readonly evaluators: readonly string[]
  /** yoctoNEAR of its bond an evaluator stakes on this competition. */
  readonly evaluator_bond: DecimalU128
  /** yoctoNEAR for each committed and unrevealed score, at most the stake in all. */
  readonly non_reveal_penalty: DecimalU128
  /** Scores an entry needs: at least two thirds of the evaluators, rounded up. */
  readonly quorum: number
  /** Part of the revealed entries that must have a quorum, 1 to 10 000. */
  readonly quorum_bps: number
  /** Scores further than this from the median are flagged. */
  readonly tolerance: number
  /** How long funding may take; all durations are seconds, at most a year. */
  readonly draft_s: number
  readonly registration_s: number
  readonly commit_s: number
  /** From the end of commitments to the time from which the seed may be fixed; below `reveal_s`. */
  readonly seed_delay_s: number
  readonly reveal_s: number
  readonly eval_commit_s: number
  readonly eval_reveal_s: number
  readonly challenge_s: number
  /** After the challenge window, how long `finalise` waits for entries nobody has tallied. */
  readonly tally_s: number
  /** From final to closed. */
  readonly keep_s: number
}

/** `set_creator`, owner: who may create series, besides the owner. */
export type SetCreatorArgs = { readonly account_id: string; readonly allowed: boolean }

/**
 * `create_series`, owner or allowed creator; the caller becomes the series owner and pays the storage
 * of the series, of its template and of every competition rolled from it. Returns the series id.
 */
export type CreateSeriesArgs = {
  readonly config: CompetitionConfig
  /** Seconds between rolls, 60 to a year. */
  readonly period_s: number
  /** When the first may be rolled; now unless given. */
  readonly first_start_ns?: DecimalU64
}

/** `set_template`, series owner: rules of the next roll and those after it. */
export type SetTemplateArgs = { readonly series_id: DecimalU64; readonly config: CompetitionConfig }

/** `roll`, anyone, once due: makes the next competition of a series. Returns its cid. */
export type SeriesIdArgs = { readonly series_id: DecimalU64 }

/**
 * By cid alone. `cancel`: series owner or contract owner, until commitments end. Anyone: `fix_seed` (once, from
 * the announced time), `finalise`, `void_competition`, `purge` (frees a competition's records once nothing hangs
 * on it). `apply`: payable, the bond, and what exceeds it is added to the caller's storage deposit;
 * returns the entry id. `withdraw_entry`: the entrant, until commitments end, bond in full. Views
 * `competition`, `config`, `phase`.
 */
export type CidArgs = { readonly cid: DecimalU64 }

/**
 * `admit` (at most 16), `deny` (at most 7, bond in full), series owner, until commitments end, admission `list`;
 * ids ascending.
 */
export type AdmitArgs = { readonly cid: DecimalU64; readonly account_ids: readonly string[] }

/**
 * `fund`, payable in NEAR, anyone registered, from draft to the end of commitments; NEP-141 tokens by
 * `ft_transfer_call` with `msg` `{"method":"fund","args":{"cid":"1"}}`. `outbox_id` is the ladder's.
 * The funder pays the storage of one record (the ladder's is the contract's).
 */
export type FundArgs = { readonly cid: DecimalU64; readonly outbox_id?: DecimalU64 }

/** `commit`, an admitted entrant, once. */
export type CommitArgs = { readonly cid: DecimalU64; readonly commitment: Hex32 }

/**
 * `reveal`, the entrant that committed. Of entries with the same artefact root, in any competition,
 * the earliest commitment alone can be ranked.
 */
export type RevealArgs = {
  readonly cid: DecimalU64
  readonly artifact_root: Hex32
  readonly manifest_root: Hex32
  readonly salt: Hex32
}

/**
 * By account, anyone may call. `request_credits`: resource credits of an admitted entry not yet sent.
 * `tally`: median of a revealed entry into the leaderboard, from the last evaluation on until final.
 * `claim`: once final, credits prize, share of the forfeited NEAR, and bond. `close_entry`: once closed (after
 * `claim`) or void or cancelled (bond in full): removes the entry and frees its storage. `refund`:
 * void or cancelled, credits a funder with exactly what it gave; once final, only frees its record. Money of
 * the ladder goes back to it as `return_release({cid, outbox_id})`, tokens with one yoctoNEAR attached.
 * `register_winner`: after `claim`, tells licensing of a prize winner's artefact. Views `entry`, `rank`,
 * `proof`, `funding`.
 */
export type CidAccountArgs = { readonly cid: DecimalU64; readonly account_id: string }

/** `forget_artifact`, its account, once its entry is closed: frees the record that protects it. View `artifact`. */
export type ArtifactArgs = { readonly artifact_root: Hex32 }

/** `request_unbond`, an evaluator: free bond, all unless `amount` says less, can be taken by `unbond` after 14 days. */
export type RequestUnbondArgs = { readonly amount?: DecimalU128 }

/** `enrol`, an evaluator named in the configuration, until commitments end: stakes and seals a salt. */
export type EnrolArgs = { readonly cid: DecimalU64; readonly salt_hash: Hex32 }

/** `reveal_salt`, an enrolled evaluator, after commitments end and before the seed is fixed. Without it, no scores. */
export type RevealSaltArgs = { readonly cid: DecimalU64; readonly salt: Hex32 }

/** `commit_scores`, an evaluator whose salt is in the seed, in `eval_commit`; repeatable until revealed. */
export type CommitScoresArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly commitment: Hex32
}

/**
 * `reveal_scores`, the same, in `eval_reveal`: one score a benchmark, each 0 to 1 048 575. An artefact that
 * cannot be fetched or run scores 0: what nobody scores counts against the quorum.
 */
export type RevealScoresArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly scores: readonly number[]
  readonly salt: Hex32
}

/** `settle_evaluator`, anyone, once final, void or cancelled: frees the stake less penalties. View `enrolment`. */
export type CidEvaluatorArgs = { readonly cid: DecimalU64; readonly evaluator_id: string }

/** `clear_scores`, anyone, once closed, void or cancelled: frees a score's record. View `scores`. */
export type SlotArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly evaluator_id: string
}

/** `admit_seat`, ladder only, idempotent: a seat of a tier for a season. */
export type AdmitSeatArgs = {
  readonly tier: number
  readonly account_id: string
  readonly season: number
  readonly outbox_id: DecimalU64
}

/** View `seat`: the season of an account's seat, or null. */
export type SeatArgs = { readonly tier: number; readonly account_id: string }

/** View `cutoff`: the last of the best `places`; null when nothing is ranked. */
export type CutoffArgs = { readonly cid: DecimalU64; readonly places: number }

/** View `page`: up to 50 entries from a rank on. */
export type PageArgs = {
  readonly cid: DecimalU64
  readonly from_rank: number
  readonly limit?: number
}

export type Phase =
  | 'draft'
  | 'registration'
  | 'commit'
  | 'reveal'
  | 'eval_commit'
  | 'eval_reveal'
  | 'challenge'
  | 'results'
  | 'final'
  | 'closed'
  | 'cancelled'
  | 'failed'
  | 'void'

/** View `params()`. */
export type ParamsView = {
  readonly version: string
  readonly ladder_id: string
  readonly licensing_id: string
  readonly last_series_id: DecimalU64
  readonly last_cid: DecimalU64
  readonly unbond_delay_s: number
}

/** View `series({series_id})`. */
export type SeriesView = {
  readonly series_id: DecimalU64
  readonly owner_id: string
  readonly period_s: number
  readonly next_start_ns: DecimalU64
  /** `"0"` before the first. */
  readonly last_cid: DecimalU64
  readonly template_hash: Hex32
}

/** View `phase({cid})`. */
export type PhaseView = {
  readonly phase: Phase
  /** When it ends by time alone; `"0"` when it does not. */
  readonly ends_at_ns: DecimalU64
}

/** View `competition({cid})`. */
export type CompetitionView = {
  readonly cid: DecimalU64
  readonly series_id: DecimalU64
  readonly phase: Phase
  readonly phase_ends_at_ns: DecimalU64
  readonly config_hash: Hex32
  readonly tier: number
  readonly token: TokenId
  readonly rolled_at_ns: DecimalU64
  /** `"0"` in draft. */
  readonly opened_at_ns: DecimalU64
  /** From when the seed may be fixed; `"0"` in draft. */
  readonly seed_at_ns: DecimalU64
  /** Zeros until it is fixed. */
  readonly seed: Hex32
  readonly seed_height: DecimalU64
  readonly prize_escrow: DecimalU128
  readonly bond: DecimalU128
  readonly entries: number
  readonly admitted: number
  readonly committed: number
  readonly revealed: number
  readonly quorate: number
  readonly tallied: number
  readonly ranked: number
  readonly below_baseline: number
  readonly duplicates: number
  readonly funders: number
  readonly evaluators_enrolled: number
  readonly finalised_at_ns: DecimalU64
  /** Zeros until final. */
  readonly results_root: Hex32
  /** Prize places there are, at most the ranked entries; 0 until final. */
  readonly places: number
  /** NEAR forfeited by bonds and stakes, shared out like the prize; `"0"` until final. */
  readonly forfeited: DecimalU128
  /** What the floors of the curve leave; rank 1 has both. */
  readonly residual_prize: DecimalU128
  readonly residual_forfeited: DecimalU128
}

export type EntryStatus =
  | 'applied'
  | 'admitted'
  | 'committed'
  | 'revealed'
  | 'unscored'
  | 'duplicate'
  | 'below_baseline'
  | 'ranked'

/** View `entry({cid, account_id})`. */
export type EntryView = {
  readonly cid: DecimalU64
  readonly entry_id: DecimalU64
  readonly account_id: string
  readonly status: EntryStatus
  /** Order of commitment from 0; -1 before. */
  readonly sequence: number
  readonly commit_height: DecimalU64
  /** Null before reveal. */
  readonly artifact_root: Hex32 | null
  readonly manifest_root: Hex32 | null
  /** The combined score of each evaluator, in the configuration's order; -1 for none. */
  readonly scores: readonly number[]
  /** The median; -1 before tally. */
  readonly score: number
  /** Whether an evaluator's score lies outside the tolerance, in the same order. */
  readonly flagged: readonly boolean[]
  /** Rank of the prize place; 0 when there is none or it was not claimed yet. */
  readonly prize_rank: number
  readonly is_paid: boolean
  readonly is_registered: boolean
}

/** Views `rank`, `cutoff`, and items of `page`. */
export type RankView = {
  readonly rank: number
  readonly account_id: string
  readonly score: number
  readonly sequence: number
}

/** View `proof`: the bytes that `verifyRank` takes, in base64, with the root they are for. */
export type ProofView = { readonly root: Hex32; readonly proof: string }

/** View `evaluator({account_id})`. */
export type EvaluatorView = {
  readonly account_id: string
  readonly bond: DecimalU128
  /** Of the bond, staked on competitions. */
  readonly staked: DecimalU128
  readonly unbonding: DecimalU128
  readonly unbond_at_ns: DecimalU64
  readonly rounds: number
  readonly missed: number
  readonly flagged: number
}

/** View `enrolment({cid, evaluator_id})`. */
export type EnrolmentView = {
  readonly index: number
  readonly salt_hash: Hex32
  readonly is_salt_revealed: boolean
  /** Committed and not revealed. */
  readonly pending: number
  readonly flagged: number
}

/** View `scores({cid, account_id, evaluator_id})`. */
export type ScoresView = {
  readonly commitment: Hex32
  readonly is_revealed: boolean
  /** Empty until revealed. */
  readonly scores: readonly number[]
}

/** View `artifact({artifact_root})`: who committed to it first. */
export type ArtifactView = {
  readonly account_id: string
  readonly cid: DecimalU64
  readonly commit_height: DecimalU64
}
