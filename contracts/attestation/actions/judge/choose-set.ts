/** Which set of Intel's documents a policy goes by at a time. */

import { standardAfterS } from '../../limits.js'
import { u16, u32 } from '../../rules/bytes.js'
import { graceS } from '../../rules/policy.js'
import { earlySet, type PackedRules, setAt, standardSet } from '../../rules/policy-rules.js'
import { type ChainRecord, findPart, numbersKind } from '../../state/chain.js'
import { numberAt, numberLength, numbersAt, numbersHeadLength } from '../../state/numbers.js'
import { nowS, toNs, toS } from '../now.js'
import { missing, requireWindow } from './chain-check.js'

export type Choice = {
  readonly number: number
  /** Since when it is this one; 0 for a policy that names a number. */
  readonly sinceNs: bigint
  /** The one before, where the policy's grace for it is not over, and when it will be. */
  readonly before: number | undefined
  readonly graceUntilS: number
  /** Until when the list holds that says so. */
  readonly untilS: number
}

/** By the rules and the list of numbers at `atNs`; that the list itself holds is asked for the present only. */
export function chooseSet(chain: ChainRecord, rules: PackedRules, atNs: bigint): Choice {
  const set = u32(rules, setAt)
  if (set !== standardSet && set !== earlySet) {
    return { number: set, sinceNs: 0n, before: undefined, graceUntilS: 0, untilS: 0xffff_ffff }
  }
  const atS = toS(atNs)
  const list = findPart(chain, numbersKind)
  if (list === 0) missing('TCB evaluation numbers')
  const name = 'TCB evaluation numbers'
  const window = list + numbersAt.thisUpdateS
  const untilS = atS < nowS() ? u32(chain, window + 4) : requireWindow(name, chain, window)
  const isStandard = set === standardSet
  // A part's length is in the two bytes in front of it.
  const end = list + u16(chain, list - 2)
  for (let at = list + numbersHeadLength; at < end; at += numberLength) {
    const seenS = u32(chain, at + numberAt.seenS)
    const sinceS = isStandard ? beginsS(seenS, u32(chain, at + numberAt.eventS)) : seenS
    if (sinceS > atS) continue
    const graceUntilS = sinceS + graceS(rules)
    const isGrace = atS < graceUntilS && at + numberLength < end
    return {
      number: u32(chain, at),
      sinceNs: toNs(sinceS),
      before: isGrace ? u32(chain, at + numberLength) : undefined,
      graceUntilS,
      untilS,
    }
  }
  return missing('a standard TCB evaluation number')
}

/** When a number becomes the standard one: a year after its event, and not before it is named here. */
export function beginsS(seenS: number, eventS: number): number {
  const dueS = eventS + standardAfterS
  return dueS > seenS ? dueS : seenS
}
