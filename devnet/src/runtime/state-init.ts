/** Accounts whose id is the hash of their code and first records (NEP-616). */

import { keccak_256 } from '@noble/hashes/sha3.js'
import { writeStateInit } from '../primitives/action-codec.js'
import { BorshWriter } from '../primitives/borsh.js'
import { bytesOfKey } from '../primitives/hash.js'
import type { AccountId, Action, StateInit } from '../primitives/types.js'
import { emptyAccount, hasContract, useGlobalContract } from './account-code.js'
import type { ActionRun } from './actions.js'
import type { Account } from './interface.js'
import { refundReceipt } from './refunds.js'
import { missingForStorageYocto } from './storage-stake.js'

export function deterministicAccountId(stateInit: StateInit): AccountId {
  const hash = keccak_256(writeStateInit(new BorshWriter(), stateInit).finish())
  return `0s${Buffer.from(hash.subarray(12)).toString('hex')}`
}

/**
 * Gives an account without a contract its code and records; on one that has a contract this does
 * nothing. The deposit covers what storage stake is missing, and the rest returns.
 */
export function applyStateInit(
  run: ActionRun,
  existing: Account | undefined,
  { stateInit, depositYocto }: Extract<Action, { kind: 'DeterministicStateInit' }>,
): void {
  const { block, receipt, progress } = run
  const { config, state } = block
  const accountId = receipt.receiverId
  if (existing === undefined) progress.createdAccount = true
  let account = existing ?? emptyAccount(0n, config.numBytesAccount)
  if (!hasContract(account)) {
    account = useGlobalContract(run, account, stateInit.code)
    for (const [name, value] of stateInit.data) {
      const key = bytesOfKey(name)
      state.writeRecord(accountId, key, value)
      const bytes = BigInt(key.length + value.length) + config.numExtraBytesRecord
      account = { ...account, storageUsage: account.storageUsage + bytes }
    }
  }
  const missingYocto = missingForStorageYocto(config, account)
  const keptYocto = missingYocto < depositYocto ? missingYocto : depositYocto
  state.setAccount(accountId, { ...account, amountYocto: account.amountYocto + keptYocto })
  if (depositYocto > keptYocto) {
    const receiverId = receipt.refundTo ?? receipt.predecessorId
    progress.made.push(refundReceipt(receiverId, depositYocto - keptYocto))
  }
}
