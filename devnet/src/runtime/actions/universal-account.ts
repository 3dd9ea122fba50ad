/**
 * Accounts that a transfer may create and that their own state init makes usable (NEP-655, nearcore
 * `universal_account_id.rs`, protocol 88). Until then they hold a balance and nothing else.
 */

import { bytesKey } from '../../primitives/hash.js'
import { borshPublicKey, keyHandle } from '../../primitives/keys.js'
import type { AccessKey, Action, Transaction, UniversalStateInit } from '../../primitives/types.js'
import {
  decodeUniversalStateInit,
  universalAccountId,
} from '../../primitives/universal-state-init.js'
import { initialNonce, keyStorage } from '../state/access-keys.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from '../types/receipt-progress.js'
import { emptyAccount, useGlobalContract } from './account-code.js'
import type { ActionRun } from './apply-action.js'
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

/**
 * Whether a transaction is a waiting account's own state init, signed with one of the keys that it
 * names: the account's id is all the permission that needs (nearcore `state_init_bootstrap`).
 */
export function isBootstrap({
  signerId,
  receiverId,
  publicKey,
  versionOne,
  actions,
}: Transaction): boolean {
  if (versionOne?.nonceIndex !== undefined || signerId !== receiverId) return false
  const signer = bytesKey(borshPublicKey(keyHandle(publicKey)))
  return actions.some((action) => {
    if (action.kind !== 'UniversalStateInit') return false
    if (universalAccountId(action.stateInit) !== signerId) return false
    const { value } = decodeUniversalStateInit(action.stateInit)
    return value?.accessKeys.some((key) => bytesKey(borshPublicKey(key)) === signer) === true
  })
}
