/** One pool and the one after it, with exact fractions for what is due. */
import { vetoNs } from '../../../support/ladder-fixture.js'
import { dayNs, near } from '../../../support/units.js'

export type Command =
  | { readonly kind: 'contribute'; readonly who: number; readonly amount: bigint }
  | { readonly kind: 'revenue'; readonly amount: bigint; readonly again: boolean }
  | { readonly kind: 'propose'; readonly amount: bigint; readonly toCompetition: boolean }
  | { readonly kind: 'veto' | 'withdraw' | 'release' | 'sweep' }
  | { readonly kind: 'refund' | 'claim' | 'leave'; readonly who: number }
  | { readonly kind: 'giveBack'; readonly amount: bigint; readonly again: boolean }
  | { readonly kind: 'wait'; readonly days: number }

export type Member = { shares: bigint; isRefunded: boolean; due: bigint; claimed: bigint }

/** Dues are kept in units of 10^-60 yocto. */
export const fine = 10n ** 60n

export const goal = 10n * near
const limits = [4n * near, 5n * near] as const

export type Model = {
  readonly startNs: bigint
  readonly members: Map<number, Member>
  /** Shares of nobody: what they are due, and whether their refund was collected. */
  readonly common: Member
  raised: bigint
  released: bigint
  returned: bigint
  stage: number
  proposal: { amount: bigint; vetoEndsNs: bigint; toCompetition: boolean } | undefined
  /** Money without an owner, and everything that came in to be shared. */
  residual: bigint
  earned: bigint
  paid: bigint
  /** What the next pool has. */
  next: bigint
  hasPaidCompetition: boolean
  readonly credits: Map<number, bigint>
}

export function newModel(startNs: bigint): Model {
  return {
    startNs,
    members: new Map(),
    common: { shares: 0n, isRefunded: false, due: 0n, claimed: 0n },
    raised: 0n,
    released: 0n,
    returned: 0n,
    stage: 0,
    proposal: undefined,
    residual: 0n,
    earned: 0n,
    paid: 0n,
    next: 0n,
    hasPaidCompetition: false,
    credits: new Map(),
  }
}

export type Phase = 'raising' | 'funded' | 'failed' | 'stopped' | 'completed'

const deadlineAfter = [10n * dayNs, 20n * dayNs, 30n * dayNs] as const

export function phaseOf(model: Model, nowNs: bigint): Phase {
  const passed = nowNs - model.startNs
  if (model.raised < goal) return passed < deadlineAfter[0] ? 'raising' : 'failed'
  if (model.stage === limits.length) return 'completed'
  return passed < (deadlineAfter[model.stage + 1] ?? 0n) ? 'funded' : 'stopped'
}

/** Where the exact amount is not fixed to the yocto, the test asks the contract and checks bounds. */
export type Outcome = string | { readonly amountOf: Member; readonly exact: bigint }

export function step(model: Model, command: Command, nowNs: bigint): string {
  const phase = phaseOf(model, nowNs)
  const hasEnded = phase === 'failed' || phase === 'stopped' || phase === 'completed'
  switch (command.kind) {
    case 'wait':
      return ''
    case 'contribute': {
      if (phase !== 'raising') return 'ERR_POOL_PHASE'
      if (command.amount === 0n) return 'ERR_CONTRIBUTION'
      const fits = smaller(command.amount, goal - model.raised)
      const member = model.members.get(command.who) ?? newMember()
      member.shares += fits
      model.members.set(command.who, member)
      model.raised += fits
      credit(model, command.who, command.amount - fits)
      return ''
    }
    case 'revenue':
      if (command.again) return ''
      if (command.amount === 0n) return 'ERR_CONTRIBUTION'
      comeIn(model, phase, command.amount)
      return ''
    case 'giveBack':
      if (command.again) return ''
      if (!model.hasPaidCompetition) return 'ERR_RETURN_UNKNOWN'
      if (command.amount === 0n) return 'ERR_CONTRIBUTION'
      comeIn(model, phase, command.amount)
      return ''
    case 'propose': {
      if (phase !== 'funded') return 'ERR_POOL_PHASE'
      const limit = limits[model.stage] ?? 0n
      if (command.amount === 0n || command.amount > limit) return 'ERR_STAGE_LIMIT'
      const deadline = model.startNs + (deadlineAfter[model.stage + 1] ?? 0n)
      if (nowNs + vetoNs >= deadline) return 'ERR_STAGE_DEADLINE'
      if (model.proposal !== undefined) return 'ERR_PROPOSAL'
      const { amount, toCompetition } = command
      model.proposal = { amount, toCompetition, vetoEndsNs: nowNs + vetoNs }
      return ''
    }
    case 'veto':
      if (model.proposal === undefined) return 'ERR_NO_PROPOSAL'
      if (nowNs >= model.proposal.vetoEndsNs) return 'ERR_VETO_OVER'
      model.proposal = undefined
      return ''
    case 'withdraw':
      if (model.proposal === undefined) return 'ERR_NO_PROPOSAL'
      model.proposal = undefined
      return ''
    case 'release': {
      if (phase !== 'funded') return 'ERR_POOL_PHASE'
      if (model.proposal === undefined) return 'ERR_NO_PROPOSAL'
      if (nowNs < model.proposal.vetoEndsNs) return 'ERR_VETO_OPEN'
      const { amount, toCompetition } = model.proposal
      model.released += amount
      model.stage += 1
      model.proposal = undefined
      if (toCompetition) model.hasPaidCompetition = true
      else credit(model, recipient, amount)
      return ''
    }
    case 'refund': {
      if (!hasEnded) return 'ERR_POOL_PHASE'
      const member = model.members.get(command.who)
      if (member === undefined) return 'ERR_NOT_MEMBER'
      return member.isRefunded ? 'ERR_REFUNDED' : ''
    }
    case 'claim': {
      const member = model.members.get(command.who)
      if (member === undefined) return 'ERR_NOT_MEMBER'
      return member.due / fine === member.claimed ? 'ERR_NO_REVENUE' : ''
    }
    case 'leave': {
      if (phase !== 'stopped' && phase !== 'completed') return 'ERR_POOL_PHASE'
      const member = model.members.get(command.who)
      if (member === undefined) return 'ERR_NOT_MEMBER'
      return member.isRefunded ? '' : 'ERR_NOT_REFUNDED'
    }
    case 'sweep':
      return ''
  }
}

/** Who receives releases: not a member. */
export const recipient = 4

export function credit(model: Model, who: number, amount: bigint): void {
  model.credits.set(who, (model.credits.get(who) ?? 0n) + amount)
}

function newMember(): Member {
  return { shares: 0n, isRefunded: false, due: 0n, claimed: 0n }
}

/** Money for the pool that is nobody's contribution. */
function comeIn(model: Model, phase: Phase, amount: bigint): void {
  if (phase === 'failed') {
    model.residual += amount
    return
  }
  let rest = amount
  if (phase === 'raising') {
    const fits = smaller(amount, goal - model.raised)
    model.common.shares += fits
    model.raised += fits
    rest -= fits
  }
  const holders = [...model.members.values(), model.common]
  const shares = holders.reduce((sum, holder) => sum + holder.shares, 0n)
  if (rest === 0n) return
  if (shares === 0n) {
    model.residual += rest
    return
  }
  model.earned += rest
  for (const holder of holders) holder.due += (rest * fine * holder.shares) / shares
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
