/** Evaluators' bonds: in, and out after a delay. Not on behalf of others: only the owner touches its timer. */
import { attachedDeposit, blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage, release, requireAccount } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { unbondDelayS } from '../limits.js'
import {
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

export function unbond(): void {
  const account = caller()
  const evaluator = requireEvaluator(account)
  const { unbondingYocto, unbondAtNs } = evaluator
  // A bond that penalties took whole leaves a record that may go.
  const isEmpty = evaluator.bondYocto === 0n && evaluator.stakedYocto === 0n
  if (unbondingYocto === 0n && !isEmpty) fail('ERR_NO_BOND', account)
  const nowNs = blockTimestamp()
  if (nowNs < unbondAtNs) fail('ERR_UNBOND_EARLY', unbondAtNs, nowNs)
  const bondYocto = evaluator.bondYocto - unbondingYocto
  const freedBytes = bondYocto === 0n ? evaluatorBytes(account) : 0n
  if (bondYocto === 0n) removeEvaluator(account)
  else saveEvaluator(account, { ...evaluator, bondYocto, unbondingYocto: 0n, unbondAtNs: 0n })
  release(account, freedBytes, unbondingYocto)
  changeTotals(near, { locked: -unbondingYocto, credits: unbondingYocto, usedBytes: -freedBytes })
  emit('unbonded', { account_id: account, amount: String(unbondingYocto) })
}
