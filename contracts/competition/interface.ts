/**
 * Competitions: a series instantiates one a month; a prize in escrow opens it; researchers apply with
 * a bond, commit to an artefact and reveal it; bonded evaluators, drawn for each entry by a seed nobody knew
 * before, score it under seal; the leaderboard ranks entries by the median; prizes follow a curve.
 *
 * Wire form: one JSON object per call, unknown keys rejected. Ids, amounts and 64-bit integers are
 * decimal strings; hashes and salts are 64 lower-case hex digits; scores and counts are numbers.
 *
 * Phases follow from block time, the frozen configuration and how often things were done: `draft`
 * until the prize is in escrow (that block opens the competition), `registration`, `commit`,
 * `reveal`, `seed` (salts only), `eval_commit`, `eval_reveal`, `challenge`, `results` (until someone
 * finalises), `final`, `closed`; `cancelled`; `failed` when the prize never came, too few evaluators
 * enrolled or nothing was revealed; `void` after that, or when too few entries were judged or ranked.
 *
 * Hashes, SHA-256; `lp` is a u8 length and the bytes, `cid` is `lp` of its decimal digits, numbers are
 * little endian, C is `lp(chain_id) | lp(contract_id) | cid`:
 * entry commitment `"research-hub/commit/1" | C | lp(account) | artifact_root | manifest_root | salt`;
 * evaluator's salt `"research-hub/salt/1" | C | lp(evaluator) | salt`;
 * sealed scores `"research-hub/scores/1" | C | lp(entrant) | lp(evaluator) | seed | results u32 each | salt`;
 * draw `"research-hub/draw/1" | cid | lp(entrant) | seed` (see the view `committee`);
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
  /** How many tiers the ladder has, 1 to 16. */
  readonly tiers: number
}

export type Benchmark = {
  /** At most 32 characters; names the benchmark's definition under `rules_root`. */
  readonly id: string
  /** Share in the combined score; all of them sum to 10 000. */
  readonly weight_bps: number
  readonly direction: 'higher' | 'lower'
  /**
   * Raw results, in whole units of the benchmark's definition (millionths, say), between which scores lie; below
   * 2^32, `low` the smaller. The contract scales to 0 to 1 048 575 and clamps; `lower` counts `low` as best.
   */
  readonly low: number
  readonly high: number
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
  /** yoctoNEAR, not 0. */
  readonly bond: DecimalU128
  /**
   * Part of the bond that an admitted entry without reveal, one withdrawn after registration, or a duplicate
   * forfeits; 100 to 2 000.
   */
  readonly forfeit_bps: number
  /** Part of the bond that an entry below `baseline` forfeits; at most 5 000. */
  readonly below_baseline_bps: number
  /** Entries below it are not ranked. 0 to 1 048 575. */
  readonly baseline: number
  readonly admission: Admission
  /** Places, 1 to 1 048 575, at least `min_ranked`; who finds none may wait for one that is left. */
  readonly max_entrants: number
  /** Seats of earlier seasons do not admit. */
  readonly min_season: number
  /** Units granted in the ladder to each place, from the commit phase on; `"0"` for none. */
  readonly resource_credits: DecimalU128
  /** At most 15 accounts, strictly ascending; none of them may enter. */
  readonly evaluators: readonly string[]
  /** yoctoNEAR of its bond an evaluator stakes on this competition. */
  readonly evaluator_bond: DecimalU128
  /** yoctoNEAR for each score owed and not opened, and for a salt not shown; penalties are at most the stake in all. */
  readonly non_reveal_penalty: DecimalU128
  /** yoctoNEAR for each outlier, not 0, at most the above. */
  readonly outlier_penalty: DecimalU128
  /** Part of the prize that the evaluators share by scores that were no outliers; at most 2 000. */
  readonly evaluator_fee_bps: number
  /** How many are drawn to judge an entry: 3, 5 or 7; more than half of them must give scores that count. */
  readonly committee: number
  /** How many more seal and open as well, and count where others are silent; at least 1. */
  readonly reserves: number
  /** Part of the revealed entries that must be judged so, 5 000 to 10 000. */
  readonly quorum_bps: number
  /** Scores further than this from the median are outliers; 1 to 131 071. */
  readonly tolerance: number
  /** How long funding may take. Durations are seconds within the contract's limits, up to the results 60 days in all. */
  readonly draft_s: number
  readonly registration_s: number
  readonly commit_s: number
  readonly reveal_s: number
  /** From the end of reveals to the time from which the seed may be fixed: salts alone are shown. */
  readonly seed_delay_s: number
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

/** `set_tiers`, owner: how many tiers the ladder has. */
export type SetTiersArgs = { readonly tiers: number }

/**
 * `create_series`, payable, owner or allowed creator; the caller becomes the series owner and pays the storage of
 * the series and its template. Whoever rolls a competition pays its storage, gets it back when it is purged, and is
 * paid the tip while there is money for it: what is attached here or added by `add_tips`. Returns the series id.
 */
export type CreateSeriesArgs = {
  readonly config: CompetitionConfig
  /** Seconds between rolls, a day to a year. */
  readonly period_s: number
  /** When the first may be rolled, within a year; now unless given. */
  readonly first_start_ns?: DecimalU64
  /** yoctoNEAR a roll; none unless given. */
  readonly tip?: DecimalU128
}

/** `set_template`, series owner: rules of the next roll and those after it. */
export type SetTemplateArgs = { readonly series_id: DecimalU64; readonly config: CompetitionConfig }

/**
 * `roll`, anyone, once due: makes the next competition of a series, returns its cid. `add_tips`, payable, anyone.
 * `end_series`, series owner: nothing is rolled any more; what is left of the tips is credited.
 */
export type SeriesIdArgs = { readonly series_id: DecimalU64 }

/**
 * By cid alone. `cancel`: series owner or contract owner, until commitments end. Anyone: `fix_seed` (once, from
 * the announced time), `finalise`, `void_competition`, `purge` (frees a competition's records once nothing hangs
 * on it). `apply`: payable, the bond, and what exceeds it is added to the caller's storage deposit;
 * returns the entry id. `take_place`: an entrant that waits, when a place was left. `withdraw_entry`: the entrant,
 * until commitments end; bond in full during registration or while waiting, less the forfeit afterwards. Views
 * `competition`, `config`, `phase`.
 */
export type CidArgs = { readonly cid: DecimalU64 }

/**
 * `admit` (at most 16), in registration, so that whoever has a place has all of the commit phase; `deny` (at most 7, bond
 * in full), until commitments end. Series owner, admission `list`;
 * ids ascending.
 */
export type AdmitArgs = { readonly cid: DecimalU64; readonly account_ids: readonly string[] }

/**
 * `fund`, payable in NEAR, anyone registered, from draft to the end of commitments; NEP-141 tokens by
 * `ft_transfer_call` with `msg` `{"method":"fund","args":{"cid":"1"}}`. `outbox_id` is the ladder's.
 * The funder pays the storage of one record (the ladder's is the contract's).
 */
export type FundArgs = {
  readonly cid: DecimalU64
  /** Both from the ladder alone, which pays for the pool. */
  readonly outbox_id?: DecimalU64
  readonly pool_id?: DecimalU64
}
/** `refund` and the view `funding`: of an account, or of a pool of the ladder. */
export type FunderArgs = {
  readonly cid: DecimalU64
  readonly account_id?: string
  readonly pool_id?: DecimalU64
}

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
 * By account, anyone may call. `request_credits`: resource credits of a place, in the commit phase, once.
 * `tally`: median of a revealed entry into the leaderboard, from the last evaluation on until final.
 * `claim`: once final, credits prize, share of the forfeited NEAR, and bond. `close_entry`: once closed (after
 * `claim`) or void or cancelled (bond in full, and a part of what silent evaluators lost): removes the entry and frees its storage. `refund`:
 * void or cancelled, credits a funder with exactly what it gave; once final, only frees its record. Money of
 * the ladder goes back to it as `return_release({cid, outbox_id})`, tokens with one yoctoNEAR attached.
 * `register_winner`: after `claim`, tells licensing of a prize winner's artefact. Views `entry`, `rank`,
 * `proof`, `funding`, `committee`.
 */
export type CidAccountArgs = { readonly cid: DecimalU64; readonly account_id: string }

/**
 * `forget_artifact`, its account, once its entry is closed, and a year later when it was ranked: frees the record that
 * protects it. View `artifact`.
 */
export type ArtifactArgs = { readonly artifact_root: Hex32 }

/** `request_unbond`, an evaluator: free bond, all unless `amount` says less, can be taken by `unbond` after 14 days. */
export type RequestUnbondArgs = { readonly amount?: DecimalU128 }

/** `enrol`, an evaluator named in the configuration, until commitments end: stakes and seals a salt. */
export type EnrolArgs = { readonly cid: DecimalU64; readonly salt_hash: Hex32 }

/** `reveal_salt`, an enrolled evaluator, in `reveal` and `seed`. A salt not shown is left out and costs a penalty. */
export type RevealSaltArgs = { readonly cid: DecimalU64; readonly salt: Hex32 }

/** `commit_scores`, an evaluator drawn for the entry, in `eval_commit`; repeatable. */
export type CommitScoresArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly commitment: Hex32
}

/**
 * `reveal_scores`, the same, in `eval_reveal`: one raw result a benchmark, below 2^32. For an artefact that cannot be
 * fetched or run, the worst result: silence is slashed.
 */
export type RevealScoresArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly scores: readonly number[]
  readonly salt: Hex32
}

/** `settle_evaluator`, anyone, once final, void or cancelled: frees the stake less penalties, credits the fee. View `enrolment`. */
export type CidEvaluatorArgs = { readonly cid: DecimalU64; readonly evaluator_id: string }

/** `clear_scores`, anyone, once closed, void or cancelled: frees a score's record. View `scores`. */
export type SlotArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly evaluator_id: string
}

/** `admit_seat`, ladder only, idempotent: an account's present seat for a season, or with tier 0 that it has none. */
export type AdmitSeatArgs = {
  readonly tier: number
  readonly account_id: string
  readonly season: number
  /** Entries that the seat has in the season. */
  readonly entries: number
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
  | 'seed'
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
  readonly tiers: number
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
  readonly is_ended: boolean
  /** yoctoNEAR a roll, and what there is for that. */
  readonly tip: DecimalU128
  readonly tips: DecimalU128
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
  /** Places given up after registration. */
  readonly withdrawn: number
  /** Tallied entries that a majority of a committee judged. */
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
  /**
   * NEAR forfeited by bonds and stakes, shared out like the prize; void, what silence and outliers cost, less the
   * parts paid already; `"0"` until then.
   */
  readonly forfeited: DecimalU128
  /** Of the escrow, the evaluators'; `"0"` until final. */
  readonly fees: DecimalU128
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
  | 'withdrawn'

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
  /** When its last round was settled; `"0"` before. */
  readonly last_round_ns: DecimalU64
  readonly rounds: number
  readonly missed: number
  readonly flagged: number
}

/** View `enrolment({cid, evaluator_id})`. */
export type EnrolmentView = {
  readonly index: number
  readonly salt_hash: Hex32
  readonly is_salt_revealed: boolean
  /** So far tallied: scores owed and not opened, outliers, and scores that earn a fee. */
  readonly missed: number
  readonly flagged: number
  readonly earned: number
}

/** View `committee({cid, account_id})`, once the seed is fixed: who was drawn for an entry, in the order of the draw. */
export type CommitteeView = {
  readonly judges: readonly string[]
  readonly reserves: readonly string[]
}

/** View `scores({cid, account_id, evaluator_id})`. */
export type ScoresView = {
  readonly commitment: Hex32
  readonly is_revealed: boolean
  /** Raw results; empty until revealed. */
  readonly scores: readonly number[]
}

/** View `artifact({artifact_root})`: whose it is. */
export type ArtifactView = {
  readonly account_id: string
  readonly cid: DecimalU64
  readonly commit_height: DecimalU64
  /** Ranked already, so nowhere else. */
  readonly is_ranked: boolean
  /** Protected until then after its entry was closed; `"0"` while the entry is there. */
  readonly kept_until_ns: DecimalU64
}
