/** Code that an account brings: for itself, or for all to use. */

import { sha256 } from '../../primitives/hash.js'
import { usageWithout } from '../fees/storage-stake.js'
import type { Account } from '../types/account.js'
import { globalIdLength } from './account-code.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'

/** The account with code of its own in place of what it ran before. */
export function deploy(
  { block: { state }, receipt }: ActionRun,
  account: Account,
  code: Uint8Array,
): void {
  const accountId = receipt.receiverId
  const old = state.codeLength(accountId) ?? globalIdLength(account)
  state.setCode(accountId, code)
  state.setAccount(accountId, {
    ...account,
    storageUsage: usageWithout(account.storageUsage, BigInt(old)) + BigInt(code.length),
    codeHash: sha256(code),
    globalContract: undefined,
  })
}

/** Burns the price of global storage and sends the code off: it is usable in the next block. */
export function deployGlobal(
  { block, receipt, progress }: ActionRun,
  account: Account,
  code: Uint8Array,
  mode: 'codeHash' | 'accountId',
): void {
  const accountId = receipt.receiverId
  const costYocto = block.config.globalContractStorageAmountPerByteYocto * BigInt(code.length)
  if (account.amountYocto < costYocto) {
    throw new ActionFailure({
      LackBalanceForState: { account_id: accountId, amount: `${costYocto}` },
    })
  }
  progress.burntYocto += costYocto
  block.state.setAccount(accountId, { ...account, amountYocto: account.amountYocto - costYocto })
  const id =
    mode === 'codeHash'
      ? ({ kind: mode, codeHash: sha256(code) } as const)
      : ({ kind: mode, accountId } as const)
  progress.made.push({
    kind: 'Distribution',
    predecessorId: accountId,
    receiverId: 'system',
    contract: id,
    code,
    nonce: block.config.protocolVersion >= 83 ? block.state.nextGlobalNonce(id) : undefined,
  })
}
