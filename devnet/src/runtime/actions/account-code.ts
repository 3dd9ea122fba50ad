/** What code an account runs, and what its name costs in storage. */
import { encodeBase58 } from '../../primitives/base58.js'
import { sha256 } from '../../primitives/hash.js'
import type { AccountId, GlobalContractId } from '../../primitives/types.js'
import { usageWithout } from '../fees/storage-stake.js'
import type { BlockContext } from '../state/block-context.js'
import { noCode } from '../state/records.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'

/** The account with a global contract in place of what it ran before. */
export function useGlobalContract(
  { block: { state }, receipt }: ActionRun,
  account: Account,
  contract: GlobalContractId,
): Account {
  if (state.globalCode(contract) === undefined) {
    const identifier =
      contract.kind === 'codeHash'
        ? { CodeHash: encodeBase58(contract.codeHash) }
        : { AccountId: contract.accountId }
    throw new ActionFailure({ GlobalContractDoesNotExist: { identifier } })
  }
  const local = state.codeLength(receipt.receiverId)
  const old = local ?? globalIdLength(account)
  if (local !== undefined) state.removeCode(receipt.receiverId)
  const next = { ...account, codeHash: noCode, globalContract: contract }
  return {
    ...next,
    storageUsage: usageWithout(account.storageUsage, BigInt(old)) + BigInt(globalIdLength(next)),
  }
}

export function hasContract({ codeHash, globalContract }: Account): boolean {
  return globalContract !== undefined || codeHash.some((byte) => byte !== 0)
}

export function globalIdLength({ globalContract }: Account): number {
  if (globalContract === undefined) return 0
  return globalContract.kind === 'codeHash' ? 32 : globalContract.accountId.length
}

/** sha256 of the wallet contract that nearcore names for each chain id. */
const ethWalletHashes: Readonly<Record<string, string>> = {
  mainnet: '1daa835c4637f7ae3d924095ba3f0bf2829bcfa17b1068cd58bd853dcad7ceb5',
  mocknet: '1daa835c4637f7ae3d924095ba3f0bf2829bcfa17b1068cd58bd853dcad7ceb5',
  testnet: '238feac1f86cc9f9f4003e3f6d5aebc04eaea9c394032bd29470e9609b67f6c5',
}
const localEthWalletHash = 'd2884a900d4fa370e48f1e3d4865d4dc0dbd093c89f0e7baef2eddc142c49e8d'

/**
 * ETH-implicit accounts use a global contract by hash; whether it is deployed is not asked. Until
 * protocol 83 they held a code of their own that says `near` and the name of the wallet's hash.
 */
export function withEthWallet(
  { config, chainId, state }: BlockContext,
  accountId: AccountId,
  account: Account,
): Account {
  const codeHash = Buffer.from(ethWalletHashes[chainId] ?? localEthWalletHash, 'hex')
  if (config.protocolVersion < 83) {
    const code = new TextEncoder().encode(`near${encodeBase58(codeHash)}`)
    state.setCode(accountId, code)
    const usage = account.storageUsage + BigInt(code.length) + config.numExtraBytesRecord
    return { ...account, codeHash: sha256(code), storageUsage: usage }
  }
  const globalContract = { kind: 'codeHash', codeHash: new Uint8Array(codeHash) } as const
  return { ...account, globalContract, storageUsage: account.storageUsage + 32n }
}
