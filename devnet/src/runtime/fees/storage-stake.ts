import type { ProtocolConfig } from '../../vm/types/config.js'
import type { Account } from '../types/account.js'

/** What the account lacks for the storage it uses; zero-balance accounts (NEP-448) lack nothing. */
export function missingForStorageYocto(config: ProtocolConfig, account: Account): bigint {
  if (account.storageUsage <= config.zeroBalanceAccountStorageLimit) return 0n
  const required = config.storageAmountPerByteYocto * account.storageUsage
  const missing = required - account.amountYocto - account.lockedYocto
  return missing > 0n ? missing : 0n
}

/** Bytes left in use; never below zero, which only a patched account could come to. */
export function usageWithout(usedBytes: bigint, freedBytes: bigint): bigint {
  return usedBytes > freedBytes ? usedBytes - freedBytes : 0n
}
