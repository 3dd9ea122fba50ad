import {
  currentAccountId,
  promiseBatchActionFunctionCall,
  promiseBatchActionTransfer,
  promiseBatchCreate,
  promiseBatchThen,
  promiseSucceeded,
} from '@research-hub/compiler/host'
import { tokenId } from '../state/tokens.js'
import { near, type TokenIndex } from '../state/totals.js'

/** Enough also when the answer that the chain hands over is as long as one can be. */
export const callbackGas = 22_000_000_000_000n
const tokenTransferGas = 20_000_000_000_000n

/** Sends NEAR; the named private method learns the outcome, and whether a registration ended with it. */
export function transferWithCallback(
  accountId: string,
  amountYocto: bigint,
  callback: string | undefined,
  ends = false,
): void {
  const transfer = promiseBatchCreate(accountId)
  promiseBatchActionTransfer(transfer, amountYocto)
  if (callback === undefined) return
  callBack(transfer, callback, { account_id: accountId, amount: String(amountYocto), ends })
}

/**
 * Pays an account out, in NEAR or by NEP-141 `ft_transfer`; `on_withdraw` restores what failed. The one
 * yoctoNEAR that the caller attached goes with it.
 */
export function payOut(accountId: string, token: TokenIndex, amount: bigint): void {
  const id = tokenId(token)
  const transfer = promiseBatchCreate(token === near ? accountId : id)
  if (token === near) promiseBatchActionTransfer(transfer, amount + 1n)
  else {
    const args = JSON.stringify({ receiver_id: accountId, amount: String(amount) })
    promiseBatchActionFunctionCall(transfer, 'ft_transfer', args, 1n, tokenTransferGas)
  }
  callBack(transfer, 'on_withdraw', { account_id: accountId, token: id, amount: String(amount) })
}

/** Has a private method of this contract run after a promise. */
export function callBack(
  promise: bigint,
  method: string,
  args: Readonly<Record<string, string | boolean>>,
): void {
  const then = promiseBatchThen(promise, currentAccountId())
  promiseBatchActionFunctionCall(then, method, JSON.stringify(args), 0n, callbackGas)
}

/** In a callback: whether the transfer before it succeeded. */
export function transferSucceeded(): boolean {
  return promiseSucceeded(0n)
}
