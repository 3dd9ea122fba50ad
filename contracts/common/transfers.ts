import {
  currentAccountId,
  promiseBatchActionFunctionCall,
  promiseBatchActionTransfer,
  promiseBatchCreate,
  promiseBatchThen,
  promiseResult,
} from '@research-hub/compiler/host'

const callbackGas = 6_000_000_000_000n

/** Sends NEAR; the named private method learns the outcome and restores what failed. */
export function transferWithCallback(
  accountId: string,
  amountYocto: bigint,
  callback: string | undefined,
): void {
  const transfer = promiseBatchCreate(accountId)
  promiseBatchActionTransfer(transfer, amountYocto)
  if (callback === undefined) return
  const then = promiseBatchThen(transfer, currentAccountId())
  const args = `{"account_id":"${accountId}","amount":"${amountYocto}"}`
  promiseBatchActionFunctionCall(then, callback, args, 0n, callbackGas)
}

/** In a callback: whether the transfer before it succeeded. */
export function transferSucceeded(): boolean {
  return promiseResult(0n) !== undefined
}
