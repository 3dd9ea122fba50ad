/** What evaluators lose and earn in a competition. */
import { hasBit } from '../rules/bits.js'
import { endCode } from '../rules/codes.js'
import { penaltyDown, shareDown, sliceDown } from '../rules/money.js'
import { numberAt, unpackNumbers } from '../rules/numbers.js'
import type { Competition } from '../state/competition.js'
import type { Standing } from '../state/standing.js'
import type { Terms } from '../state/terms.js'

type Results = Pick<Standing, 'terms' | 'competition'>

/** Nobody owes anything where there was nothing to evaluate. */
export function penaltyOf({ terms, competition }: Results, index: number): bigint {
  const isDue = competition.finalisedAtNs > 0n || competition.end === endCode.undecided
  return isDue && hasBit(competition.enrolledMask, index) ? lossOf(terms, competition, index) : 0n
}

/** What all of them lose, once evaluation is over. */
export function penaltiesOf(terms: Terms, competition: Competition): bigint {
  let sum = 0n
  for (let i = 0; i < terms.evaluators; i++) {
    if (hasBit(competition.enrolledMask, i)) sum += lossOf(terms, competition, i)
  }
  return sum
}

/** A salt that was never shown costs as much as a score. */
function lossOf(terms: Terms, { missed, flagged, saltMask }: Competition, index: number): bigint {
  const silences = numberAt(missed, index) + (hasBit(saltMask, index) ? 0 : 1)
  const lossYocto =
    BigInt(silences) * terms.penaltyYocto + BigInt(numberAt(flagged, index)) * terms.outlierYocto
  return penaltyDown(lossYocto, terms.evaluatorBondYocto)
}

/** An evaluator's part of the fees: by scores that counted for something and were no outliers. */
export function feeOf({ terms, competition }: Results, index: number): bigint {
  if (competition.finalisedAtNs === 0n) return 0n
  const earned = unpackNumbers(competition.earned)
  const all = sumOf(earned)
  return all === 0 ? 0n : shareDown(potOf(terms, competition), earned[index] ?? 0, all)
}

/** What leaves the escrow as fees. */
export function feesOf(terms: Terms, competition: Competition): bigint {
  const earned = unpackNumbers(competition.earned)
  const all = sumOf(earned)
  const potYocto = potOf(terms, competition)
  let fees = 0n
  for (const each of earned) {
    if (each > 0) fees += shareDown(potYocto, each, all)
  }
  return fees
}

function potOf({ feeBps }: Terms, { escrow }: Competition): bigint {
  return sliceDown(escrow, feeBps)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0)
}
