/** Evaluators' bonds: in, and out after a delay. Not on behalf of others: only the owner touches its timer. */
import { attachedDeposit, blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage, release, requireAccount } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { recordS, unbondDelayS } from '../limits.js'
import {
  type Evaluator,
  evaluatorBytes,
  freeBond,
  loadEvaluator,
  newEvaluator,
  removeEvaluator,
  requireEvaluator,
  saveEvaluator,
} from '../state/evaluator.js'

export function registerEvaluator(): void {
  const account = caller()
  const addedYocto = attachedDeposit()
  const found = loadEvaluator(account)
  requireAccount(account)
  if (addedYocto === 0n && found === undefined) fail('ERR_BOND', 0n, 1n)
  const usedBytes = found === undefined ? evaluatorBytes(account) : 0n
  if (usedBytes > 0n) chargeStorage(account, usedBytes)
  const evaluator = found ?? newEvaluator
  const bondYocto = evaluator.bondYocto + addedYocto
  saveEvaluator(account, { ...evaluator, bondYocto })
  changeTotals(near, { locked: addedYocto, usedBytes })
  emit('evaluator_bonded', { account_id: account, bond: String(bondYocto) })
}

/** A further request joins the first and starts the delay anew. */
export function requestUnbond(wantedYocto: bigint | undefined): void {
  const account = caller()
  const evaluator = requireEvaluator(account)
  const free = freeBond(evaluator)
  const amountYocto = wantedYocto ?? free
  if (amountYocto === 0n) fail('ERR_NO_BOND', account)
  if (amountYocto > free) fail('ERR_STAKE', free, amountYocto)
  const unbondingYocto = evaluator.unbondingYocto + amountYocto
  const unbondAtNs = blockTimestamp() + BigInt(unbondDelayS) * nsPerSecond
  saveEvaluator(account, { ...evaluator, unbondingYocto, unbondAtNs })
  emit('unbond_requested', { account_id: account, unbonding: String(unbondingYocto) })
}

/** The record stays, bond or none, until nobody is served by what it says of the evaluator's rounds. */
export function unbond(): void {
  const account = caller()
  const evaluator = requireEvaluator(account)
  const { unbondingYocto, unbondAtNs } = evaluator
  const bondYocto = evaluator.bondYocto - unbondingYocto
  const nowNs = blockTimestamp()
  const isGoing =
    bondYocto === 0n && evaluator.stakedYocto === 0n && isForgettable(evaluator, nowNs)
  if (unbondingYocto === 0n && !isGoing) fail('ERR_NO_BOND', account)
  if (nowNs < unbondAtNs) fail('ERR_UNBOND_EARLY', unbondAtNs, nowNs)
  const freedBytes = isGoing ? evaluatorBytes(account) : 0n
  if (isGoing) removeEvaluator(account)
  else saveEvaluator(account, { ...evaluator, bondYocto, unbondingYocto: 0n, unbondAtNs: 0n })
  release(account, freedBytes, unbondingYocto)
  changeTotals(near, { locked: -unbondingYocto, credits: unbondingYocto, usedBytes: -freedBytes })
  emit('unbonded', { account_id: account, amount: String(unbondingYocto) })
}

/** It never judged, or that was long ago. */
function isForgettable({ rounds, lastRoundNs }: Evaluator, nowNs: bigint): boolean {
  return rounds === 0 || nowNs >= lastRoundNs + BigInt(recordS) * nsPerSecond
}
