/** Accounts whose id is the hash of their code and first records (NEP-616). */

import { bytesOfKey } from '../../primitives/hash.js'
import type { Action, ActionReceipt, StateInit } from '../../primitives/types.js'
import { refundReceipt } from '../fees/refunds.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import { emptyAccount } from '../state/records.js'
import type { Account } from '../types/account.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'
import { hasContract, useGlobalContract } from './account-code.js'
import type { ActionRun } from './run.js'

/**
 * Gives an account without a contract its code and records; on one that has a contract this does
 * nothing. The deposit covers what storage stake is missing, and the rest returns.
 */
export function applyStateInit(
  run: ActionRun,
  existing: Account | undefined,
  { stateInit, depositYocto }: Extract<Action, { kind: 'DeterministicStateInit' }>,
): void {
  if (existing === undefined) run.progress.createdAccount = true
  let account = existing ?? emptyAccount(0n, run.block.config.numBytesAccount)
  if (!hasContract(account)) {
    account = withRecords(run, useGlobalContract(run, account, stateInit.code), stateInit.data)
  }
  settleDeposit(run, account, depositYocto)
}

/** Writes the account with as much of the deposit as its storage stake lacks; the rest returns. */
export function settleDeposit(
  { block, receipt, progress }: ActionRun,
  account: Account,
  depositYocto: bigint,
): void {
  const missingYocto = missingForStorageYocto(block.config, account)
  const keptYocto = missingYocto < depositYocto ? missingYocto : depositYocto
  const amountYocto = account.amountYocto + keptYocto
  block.state.setAccount(receipt.receiverId, { ...account, amountYocto })
  returnDeposit(receipt, progress, depositYocto - keptYocto)
}

export function returnDeposit(
  receipt: ActionReceipt,
  progress: ReceiptProgress,
  amountYocto: bigint,
): void {
  if (amountYocto === 0n) return
  progress.made.push(refundReceipt(receipt.refundTo ?? receipt.predecessorId, amountYocto))
}

/** The account with a state init's records, which count for its storage. */
export function withRecords(
  { block: { config, state }, receipt }: ActionRun,
  account: Account,
  data: StateInit['data'],
): Account {
  let { storageUsage } = account
  for (const [name, value] of data) {
    const key = bytesOfKey(name)
    state.setRecord(receipt.receiverId, key, value)
    storageUsage += BigInt(key.length + value.length) + config.numExtraBytesRecord
  }
  return { ...account, storageUsage }
}
