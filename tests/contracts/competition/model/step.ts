/** The competition contract as a few pages of rules: what each command must come to. */
import type { Phase } from '@research-hub/contracts/competition/interface'
import { near } from '../../../support/units.js'
import type { Command, Funder, JudgeCommand } from './commands.js'
import { drawOrder } from './draw.js'
import { apply, isBeforeReveal, isOff, list, nameOf, onEntry } from './entries.js'
import { combined, credit, deliver, fixResults, notify, penalties, penaltyOf } from './money.js'
import {
  evaluators,
  type Model,
  momentOf,
  prize,
  ranking,
  seedAtNs,
  slotKey,
  stake,
  unbondDelayNs,
} from './state.js'

const gone = 'ERR_COMPETITION_NOT_FOUND'

/** Applies a command at a block's time, or names the error that must come of it. */
export function step(model: Model, command: Command, nowNs: bigint, cid: string): string {
  const { phase, endsAtNs } = momentOf(model, nowNs)
  switch (command.kind) {
    case 'wait':
      return ''
    case 'pause':
      model.isPaused = true
      return ''
    case 'neighbours':
      model.neighbours = command.mode
      return ''
    case 'token':
      model.token = command.mode
      return ''
    case 'hold':
      model.holders.add(command.who)
      return ''
    case 'drop':
    case 'cash':
      return wallet(model, command.kind, command.who)
    case 'unbond':
    case 'takeBond':
      return command.kind === 'unbond'
        ? unbond(model, command.judge, nowNs)
        : takeBond(model, command.judge, nowNs)
    case 'seat':
      if (command.by !== 'ladder') return 'ERR_NOT_NEIGHBOUR'
      // What is told later counts, and nothing twice.
      if (!command.again) model.seats.set(command.who, command.season)
      return ''
    case 'retry': {
      const entry = model.waiting.get(command.pick)
      if (entry === undefined) return 'ERR_OUTBOX_UNKNOWN'
      deliver(model, command.pick, entry.to, entry.amount)
      return ''
    }
    case 'fund':
      return fund(model, command, phase, nowNs)
    case 'apply':
      return model.isPurged ? gone : apply(model, command, phase)
    default:
  }
  if (model.isPurged) return gone
  switch (command.kind) {
    case 'admit':
    case 'deny':
      return list(model, command, phase)
    case 'enrol':
    case 'salt':
    case 'seal':
    case 'open':
    case 'clear':
    case 'settle':
      return onJudge(model, command, phase, cid)
    case 'seed':
      if (!seedPhases.includes(phase)) return 'ERR_PHASE'
      if (model.seed !== '') return 'ERR_SEED_FIXED'
      if (nowNs < seedAtNs(model)) return 'ERR_SEED_EARLY'
      // Which one it is, the contract says.
      model.seed = 'fixed'
      return ''
    case 'finalise':
      if (phase !== 'results') return 'ERR_PHASE'
      if (isTallyOpen(model, endsAtNs)) return 'ERR_TALLY_OPEN'
      if (isUndecided(model)) return 'ERR_TOO_FEW_RANKED'
      fixResults(model)
      model.finalisedAtNs = nowNs
      notify(model, 'ladder')
      return ''
    case 'void':
      if (phase !== 'failed') {
        if (phase !== 'results') return 'ERR_NOT_VOID'
        if (isTallyOpen(model, endsAtNs)) return 'ERR_TALLY_OPEN'
        if (!isUndecided(model)) return 'ERR_NOT_VOID'
        model.undecided = { forfeited: penalties(model), sharesLeft: model.revealed }
      }
      model.isVoid = true
      return ''
    case 'cancel':
      if (command.by === 'stranger') return 'ERR_NOT_SERIES_OWNER'
      if (!isBeforeReveal(phase)) return 'ERR_PHASE'
      model.isCancelled = true
      return ''
    case 'refund':
      return refund(model, command.of, phase)
    case 'purge':
      if (phase !== 'closed' && !isOff(phase)) return 'ERR_PHASE'
      if (model.entries.size + model.given.size + model.enrolled.size + model.slots.size > 0)
        return 'ERR_RECORDS_LEFT'
      model.isPurged = true
      return ''
    default:
      return onEntry(model, command, phase, cid)
  }
}

const seedPhases: readonly Phase[] = [
  ...(['reveal', 'seed', 'eval_commit', 'eval_reveal', 'challenge', 'results'] as const),
]

/** Too little was ranked, or too little judged. */
function isUndecided(model: Model): boolean {
  const { minRanked, quorumBps } = model.variant
  return ranking(model).length < minRanked || model.quorate * 10_000 < model.revealed * quorumBps
}

function isTallyOpen({ tallied, revealed }: Model, endsAtNs: bigint): boolean {
  return tallied < revealed && endsAtNs > 0n
}

function wallet(model: Model, kind: 'drop' | 'cash', who: number): string {
  const { isInTokens } = model.variant
  const key = kind === 'drop' || isInTokens ? `${nameOf(who)} token` : nameOf(who)
  const held = model.credits.get(key) ?? 0n
  if (key.endsWith('token') && !model.holders.has(who)) return 'ERR_TOKEN_NOT_HELD'
  if (kind === 'drop') {
    if (held > 0n) return 'ERR_STORAGE_IN_USE'
    model.holders.delete(who)
    return ''
  }
  if (held === 0n) return 'ERR_NOTHING_TO_WITHDRAW'
  if (!isInTokens || model.token !== 'failing') model.credits.set(key, 0n)
  return ''
}

function fund(
  model: Model,
  command: Extract<Command, { readonly kind: 'fund' }>,
  phase: Phase,
  nowNs: bigint,
): string {
  const { by, amount } = command
  const isToken = model.variant.isInTokens && by !== 'ladder'
  // A token that moves nothing never gets as far as the contract.
  if (isToken && (model.token !== 'honest' || amount === 0n)) return ''
  if (command.again && by === 'ladder') return ''
  if (model.isPurged) return gone
  if (!isBeforeReveal(phase)) return 'ERR_PHASE'
  if (model.variant.isInTokens && by === 'ladder') return 'ERR_PRIZE_TOKEN'
  if (amount === 0n || (by === 'ladder' && amount * 100n < prize)) return 'ERR_FUND_AMOUNT'
  if (by === 'stranger') return isToken ? 'ERR_TOKEN_NOT_HELD' : 'ERR_NOT_REGISTERED'
  model.given.set(by, (model.given.get(by) ?? 0n) + amount)
  model.escrow += amount
  model.locked[isToken ? 'token' : 'near'] += amount
  if (model.openedAtNs === 0n && model.escrow >= prize) model.openedAtNs = nowNs
  return ''
}

function refund(model: Model, of: Funder, phase: Phase): string {
  if (!isOff(phase) && phase !== 'final' && phase !== 'closed') return 'ERR_PHASE'
  const given = model.given.get(of)
  if (given === undefined) return 'ERR_FUNDING_NOT_FOUND'
  model.given.delete(of)
  if (model.finalisedAtNs > 0n) return ''
  const { isInTokens } = model.variant
  model.escrow -= given
  model.locked[isInTokens ? 'token' : 'near'] -= given
  if (of === 'ladder') notify(model, 'ladder', given)
  else credit(model, `${of}.hub.near`, given, isInTokens)
  return ''
}

function unbond(model: Model, judge: number, nowNs: bigint): string {
  const evaluator = model.evaluators.get(judge)
  if (evaluator === undefined) return 'ERR_NO_BOND'
  const free = evaluator.bond - evaluator.staked - evaluator.unbonding
  if (free === 0n) return 'ERR_NO_BOND'
  evaluator.unbonding += free
  evaluator.unbondAtNs = nowNs + unbondDelayNs
  return ''
}

function takeBond(model: Model, judge: number, nowNs: bigint): string {
  const evaluator = model.evaluators.get(judge)
  if (evaluator === undefined) return 'ERR_NO_BOND'
  // Whoever judged stays on record for a year.
  const isGoing =
    evaluator.bond === evaluator.unbonding && evaluator.staked === 0n && evaluator.rounds === 0
  if (evaluator.unbonding === 0n && !isGoing) return 'ERR_NO_BOND'
  if (nowNs < evaluator.unbondAtNs) return 'ERR_UNBOND_EARLY'
  credit(model, `ev${judge}.hub.near`, evaluator.unbonding)
  model.locked.near -= evaluator.unbonding
  evaluator.bond -= evaluator.unbonding
  evaluator.unbonding = 0n
  evaluator.unbondAtNs = 0n
  if (isGoing) model.evaluators.delete(judge)
  return ''
}

function onJudge(model: Model, command: JudgeCommand, phase: Phase, cid: string): string {
  const { judge } = command
  const isEnrolled = model.enrolled.has(judge)
  switch (command.kind) {
    case 'enrol': {
      if (!isBeforeReveal(phase)) return 'ERR_PHASE'
      if (judge >= evaluators) return 'ERR_NOT_EVALUATOR'
      if (isEnrolled) return 'ERR_ENROLLED'
      const evaluator = model.evaluators.get(judge)
      if (evaluator === undefined) return 'ERR_NO_BOND'
      if (evaluator.bond - evaluator.staked - evaluator.unbonding < near) return 'ERR_STAKE'
      evaluator.staked += stake
      model.enrolled.add(judge)
      model.enlisted.add(judge)
      return ''
    }
    case 'salt':
      if (phase !== 'reveal' && phase !== 'seed') return 'ERR_PHASE'
      if (!isEnrolled) return 'ERR_NOT_ENROLLED'
      if (model.salted.has(judge)) return 'ERR_SALT_REVEALED'
      if (command.isBent) return 'ERR_COMMITMENT'
      model.salted.add(judge)
      return ''
    case 'settle':
      if (!isOff(phase) && phase !== 'final' && phase !== 'closed') return 'ERR_PHASE'
      if (!isEnrolled) return 'ERR_NOT_ENROLLED'
      settle(model, judge)
      return ''
    case 'clear':
      if (phase !== 'closed' && !isOff(phase)) return 'ERR_PHASE'
      return model.slots.delete(slotKey(judge, command.who)) ? '' : 'ERR_SCORES_MISSING'
    case 'seal':
    case 'open':
      if (phase !== (command.kind === 'seal' ? 'eval_commit' : 'eval_reveal')) return 'ERR_PHASE'
      if (!isEnrolled) return 'ERR_NOT_ENROLLED'
      return command.kind === 'seal'
        ? seal(model, judge, command.who, command.score, cid)
        : open(model, judge, command.who, command.isBent)
  }
}

function settle(model: Model, judge: number): void {
  model.enrolled.delete(judge)
  const evaluator = model.evaluators.get(judge)
  if (evaluator === undefined) throw new Error('an evaluator left its stake')
  const isJudged = model.final !== undefined || model.undecided !== undefined
  if (isJudged) evaluator.bond -= penaltyOf(model, judge)
  evaluator.staked -= stake
  if (!model.isCancelled) evaluator.rounds += 1
  evaluator.missed += model.missed[judge] ?? 0
  evaluator.flagged += model.flags[judge] ?? 0
  const fee = model.final?.fees[judge] ?? 0n
  const { isInTokens } = model.variant
  model.locked[isInTokens ? 'token' : 'near'] -= fee
  credit(model, `ev${judge}.hub.near`, fee, isInTokens)
}

function seal(model: Model, judge: number, who: number, score: number, cid: string): string {
  const entry = model.entries.get(who)
  if (entry === undefined) return 'ERR_ENTRY_NOT_FOUND'
  if (entry.status !== 'revealed') return 'ERR_ENTRY_STATUS'
  if (model.seed === '') return 'ERR_SEED_MISSING'
  const order = drawOrder(model.seed, cid, nameOf(who), [...model.enlisted], evaluators)
  if (!order.includes(judge)) return 'ERR_NOT_DRAWN'
  model.slots.set(slotKey(judge, who), { score, isOpened: false })
  return ''
}

function open(model: Model, judge: number, who: number, isBent: boolean): string {
  const slot = model.slots.get(slotKey(judge, who))
  if (slot === undefined) return 'ERR_SCORES_MISSING'
  if (slot.isOpened) return 'ERR_SCORES_EXIST'
  if (isBent) return 'ERR_COMMITMENT'
  slot.isOpened = true
  const entry = model.entries.get(who)
  if (entry === undefined) throw new Error('an entry left with its scores')
  entry.scores[judge] = combined(slot.score)
  return ''
}
