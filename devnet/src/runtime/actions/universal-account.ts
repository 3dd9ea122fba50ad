/**
 * Accounts that a transfer may create and that their own state init makes usable (NEP-655, nearcore
 * `universal_account_id.rs`, protocol 88). Until then they hold a balance and nothing else.
 */

import type { AccessKey, Action, UniversalStateInit } from '../../primitives/types.js'
import { decodeUniversalStateInit } from '../../primitives/universal-state-init.js'
import { initialNonce, keyStorage } from '../state/access-keys.js'
import { emptyAccount } from '../state/records.js'
import type { Account } from '../types/account.js'
import { useGlobalContract } from './account-code.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'
import { returnDeposit, settleDeposit, withRecords } from './state-init.js'

/** An account that waits for its state init. */
export function waitingAccount({ block }: ActionRun, amountYocto: bigint): Account {
  const bare = emptyAccount(amountYocto, block.config.numBytesAccount)
  return { ...bare, bootstrapNonce: initialNonce(block) }
}

/**
 * Gives a missing or waiting account its code, records and keys, and takes of the deposit what its
 * storage stake lacks. An account that has its state stays as it is and the deposit returns.
 * Never makes the receiver the actor, so nothing after it acts for the account.
 */
export function applyUniversalStateInit(
  run: ActionRun,
  existing: Account | undefined,
  { stateInit, depositYocto }: Extract<Action, { kind: 'UniversalStateInit' }>,
): void {
  if (existing === undefined) run.progress.createdAccount = true
  const account = existing ?? waitingAccount(run, 0n)
  const { bootstrapNonce } = account
  if (bootstrapNonce === undefined) {
    returnDeposit(run.receipt, run.progress, depositYocto)
    return
  }
  const { value } = decodeUniversalStateInit(stateInit)
  if (value === undefined) throw new ActionFailure('MalformedUniversalStateInit')
  settleDeposit(run, install(run, account, bootstrapNonce, value), depositYocto)
}

/** Keys start above the nonce that a transaction of the waiting account has used. */
function install(
  run: ActionRun,
  { amountYocto, storageUsage }: Account,
  bootstrapNonce: bigint,
  { code, data, accessKeys }: UniversalStateInit,
): Account {
  const { block, receipt } = run
  const bare = emptyAccount(amountYocto, storageUsage)
  let account = code === undefined ? bare : useGlobalContract(run, bare, code)
  account = withRecords(run, account, data)
  const blockNonce = initialNonce(block)
  const nonce = bootstrapNonce > blockNonce ? bootstrapNonce : blockNonce
  const accessKey: AccessKey = { nonce, permission: { kind: 'FullAccess' } }
  for (const handle of accessKeys) {
    block.state.setAccessKey(receipt.receiverId, handle, accessKey)
    const usage = account.storageUsage + keyStorage(block, handle, accessKey)
    account = { ...account, storageUsage: usage }
  }
  return account
}
