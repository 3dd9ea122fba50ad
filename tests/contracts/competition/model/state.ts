/** A competition as plain data, and what time makes of it. */
import type { EntryStatus, Phase } from '@research-hub/contracts/competition/interface'
import { near, secondNs } from '../../../support/units.js'
import type { Funder, Variant } from './commands.js'

/** All phases last as long. */
const spanNs = 1000n * secondNs
const keepNs = 86_400n * secondNs
export const unbondDelayNs = 1_209_600n * secondNs

export const prize = 3n * near
export const bond = near
export const weights = [7, 5, 3]
export const forfeitBps = 1500n
export const belowBps = 3333n
export const baseline = 1000
export const maxEntrants = 3
export const minSeason = 1
export const stake = near
export const penaltyEach = (6n * near) / 10n
export const outlierEach = (2n * near) / 10n
export const feeBps = 700n
export const committee = 3
export const tolerance = 50_000
/** Named in the configuration; one more exists and is not. */
export const evaluators = 4

export type Entry = {
  readonly id: number
  status: EntryStatus
  sequence: number
  /** What it committed to, by the entrant whose artefact it is. */
  artifact: number
  scores: (number | undefined)[]
  score: number
  flagged: readonly boolean[]
  prizeRank: number
  isPaid: boolean
  isRegistered: boolean
  areCreditsSent: boolean
}

export type Slot = { score: number; isOpened: boolean }

export type Evaluator = {
  bond: bigint
  staked: bigint
  unbonding: bigint
  unbondAtNs: bigint
  rounds: number
  missed: number
  flagged: number
}

export type Model = {
  readonly variant: Variant
  readonly rolledAtNs: bigint
  isPaused: boolean
  isCancelled: boolean
  isVoid: boolean
  /** Of a void after evaluation: what silence cost that is not shared yet, and among how many. */
  undecided: { forfeited: bigint; sharesLeft: number } | undefined
  isPurged: boolean
  openedAtNs: bigint
  finalisedAtNs: bigint
  /** Empty until it is fixed. */
  seed: string
  escrow: bigint
  readonly given: Map<Funder, bigint>
  readonly entries: Map<number, Entry>
  readonly seats: Map<number, number>
  readonly holders: Set<number>
  lastEntryId: number
  admitted: number
  commits: number
  revealed: number
  withdrawn: number
  quorate: number
  tallied: number
  /** Those who ever enrolled, those whose records are there still, and those who showed their salts. */
  readonly enlisted: Set<number>
  readonly enrolled: Set<number>
  readonly salted: Set<number>
  /** By evaluator and entrant. */
  readonly slots: Map<string, Slot>
  readonly evaluators: Map<number, Evaluator>
  /** Fixed when results are. */
  final:
    | {
        readonly places: number
        readonly forfeited: bigint
        readonly fees: readonly bigint[]
        readonly order: readonly number[]
      }
    | undefined
  /** Scores owed and not opened, outliers, scores that earn a fee, by evaluator. */
  missed: number[]
  flags: number[]
  earned: number[]
  readonly credits: Map<string, bigint>
  /** NEAR and tokens that are locked here. */
  readonly locked: { near: bigint; token: bigint }
  /** Notifications that wait, by id: for whom, and how much money. */
  readonly waiting: Map<number, { readonly to: 'ladder' | 'licensing'; readonly amount: bigint }>
  lastOutboxId: number
  readonly delivered: { ladder: number; licensing: number; toLadder: bigint }
  neighbours: 'accepting' | 'failing' | 'keeping' | 'bomb'
  token: 'honest' | 'failing' | 'lying'
}

export function newModel(variant: Variant, rolledAtNs: bigint): Model {
  return {
    variant,
    rolledAtNs,
    isPaused: false,
    isCancelled: false,
    isVoid: false,
    undecided: undefined,
    isPurged: false,
    openedAtNs: 0n,
    finalisedAtNs: 0n,
    seed: '',
    escrow: 0n,
    given: new Map(),
    entries: new Map(),
    seats: new Map(),
    holders: new Set([0, 1, 2, 3]),
    lastEntryId: 0,
    admitted: 0,
    commits: 0,
    revealed: 0,
    withdrawn: 0,
    quorate: 0,
    tallied: 0,
    enlisted: new Set(),
    enrolled: new Set(),
    salted: new Set(),
    slots: new Map(),
    evaluators: new Map([0, 1, 2, 3, 4].map((judge) => [judge, newEvaluator()])),
    final: undefined,
    missed: [0, 0, 0, 0],
    flags: [0, 0, 0, 0],
    earned: [0, 0, 0, 0],
    credits: new Map(),
    locked: { near: 90n * near, token: 0n },
    waiting: new Map(),
    lastOutboxId: 0,
    delivered: { ladder: 0, licensing: 0, toLadder: 0n },
    neighbours: 'accepting',
    token: 'honest',
  }
}

function newEvaluator(): Evaluator {
  const counts = { rounds: 0, missed: 0, flagged: 0 }
  return { bond: 10n * near, staked: 0n, unbonding: 0n, unbondAtNs: 0n, ...counts }
}

export type Moment = { readonly phase: Phase; readonly endsAtNs: bigint }

/** Where the competition is, and when time alone ends that; 0 for never. */
export function momentOf(model: Model, nowNs: bigint): Moment {
  const at = (phase: Phase, endsAtNs = 0n): Moment => ({ phase, endsAtNs })
  if (model.isCancelled) return at('cancelled')
  if (model.isVoid) return at('void')
  if (model.finalisedAtNs > 0n) {
    const end = model.finalisedAtNs + keepNs
    return nowNs < end ? at('final', end) : at('closed')
  }
  if (model.openedAtNs === 0n) {
    const end = model.rolledAtNs + spanNs
    return nowNs < end ? at('draft', end) : at('failed')
  }
  const passed = (nowNs - model.openedAtNs) / spanNs
  const end = (spans: bigint): bigint => model.openedAtNs + spans * spanNs
  if (passed === 0n) return at('registration', end(1n))
  if (passed === 1n) return at('commit', end(2n))
  if (model.enlisted.size < committee) return at('failed')
  if (passed === 2n) return at('reveal', end(3n))
  if (model.revealed === 0) return at('failed')
  if (passed === 3n) return at('seed', end(4n))
  if (passed === 4n) return at('eval_commit', end(5n))
  if (passed === 5n) return at('eval_reveal', end(6n))
  if (passed === 6n) return at('challenge', end(7n))
  return at('results', passed === 7n ? end(8n) : 0n)
}

export function seedAtNs(model: Model): bigint {
  return model.openedAtNs + 4n * spanNs
}

export const slotKey = (judge: number, who: number): string => `${judge} ${who}`

/** Ranked entries, best first; the earlier commitment wins a tie. */
export function ranking(model: Model): number[] {
  return [...model.entries]
    .filter(([, { status }]) => status === 'ranked')
    .sort(([, a], [, b]) => b.score - a.score || a.sequence - b.sequence)
    .map(([who]) => who)
}

export function countOf(model: Model, status: EntryStatus): number {
  return [...model.entries.values()].filter((entry) => entry.status === status).length
}
