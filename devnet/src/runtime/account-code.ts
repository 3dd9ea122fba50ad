/** What code an account runs, and what its name costs in storage. */
import type { GlobalContractId } from '../primitives/types.js'
import { ActionFailure } from './action-result.js'
import type { ActionRun } from './actions.js'
import type { Account } from './interface.js'

const noCode = new Uint8Array(32)

export function emptyAccount(amountYocto: bigint, storageUsage: bigint): Account {
  return { amountYocto, lockedYocto: 0n, storageUsage, codeHash: noCode, globalContract: undefined }
}

/** The account with a global contract in place of what it ran before. */
export function useGlobalContract(
  { block: { state }, receipt }: ActionRun,
  account: Account,
  contract: GlobalContractId,
): Account {
  if (state.globalCode(contract) === undefined) {
    const identifier =
      contract.kind === 'codeHash'
        ? { CodeHash: Buffer.from(contract.codeHash).toString('hex') }
        : { AccountId: contract.accountId }
    throw new ActionFailure({ GlobalContractDoesNotExist: { identifier } })
  }
  const old = state.code(receipt.receiverId)?.length ?? globalIdLength(account)
  state.removeCode(receipt.receiverId)
  const next = { ...account, codeHash: noCode, globalContract: contract }
  return {
    ...next,
    storageUsage: account.storageUsage - BigInt(old) + BigInt(globalIdLength(next)),
  }
}

export function hasContract({ codeHash, globalContract }: Account): boolean {
  return globalContract !== undefined || codeHash.some((byte) => byte !== 0)
}

export function globalIdLength({ globalContract }: Account): number {
  if (globalContract === undefined) return 0
  return globalContract.kind === 'codeHash' ? 32 : globalContract.accountId.length
}
