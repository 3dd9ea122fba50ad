/** Phases of a pool as a function of its record and time. Pure. */
import type { PoolPhase } from '../interface.js'
import { longestPoolNs } from '../limits.js'

export type StageTerms = { readonly limit: bigint; readonly deadlineNs: bigint }

export type PoolTerms = {
  readonly goal: bigint
  readonly deadlineNs: bigint
  readonly stages: readonly StageTerms[]
}

export type Progress = { readonly raised: bigint; readonly stage: number }

export function poolPhase(
  { goal, deadlineNs, stages }: PoolTerms,
  { raised, stage }: Progress,
  nowNs: bigint,
): PoolPhase {
  if (raised < goal) return nowNs < deadlineNs ? 'raising' : 'failed'
  const present = stages[stage]
  if (present === undefined) return 'completed'
  return nowNs < present.deadlineNs ? 'funded' : 'stopped'
}

/** Whether no more is released and what is left returns. */
export function isEnded(phase: PoolPhase): boolean {
  return phase === 'failed' || phase === 'stopped' || phase === 'completed'
}

/** Names the term that cannot be; undefined when all is well. */
export function impossibleTerm(
  { goal, deadlineNs, stages }: PoolTerms,
  nowNs: bigint,
): string | undefined {
  if (goal === 0n) return 'goal'
  const latestNs = nowNs + longestPoolNs
  if (deadlineNs <= nowNs || deadlineNs > latestNs) return 'deadline_ns'
  let earlierNs = deadlineNs
  let limits = 0n
  for (const { limit, deadlineNs: stageNs } of stages) {
    if (limit === 0n || stageNs <= earlierNs || stageNs > latestNs) return 'stages'
    earlierNs = stageNs
    limits += limit
  }
  return stages.length === 0 || limits > goal ? 'stages' : undefined
}
