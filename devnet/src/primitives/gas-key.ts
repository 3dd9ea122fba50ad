/** Gas keys (NEP-611): access keys that hold money for gas and several nonces. */
import type { AccessKey, AccessKeyPermission } from './types.js'

export type GasKeyPermission = Extract<
  AccessKeyPermission,
  { kind: 'GasKeyFullAccess' | 'GasKeyFunctionCall' }
>

export const maxGasKeyNonces = 1024
/** A gas key, or an account, with more than this in its gas keys cannot be deleted. */
export const maxBurntWithGasKeyYocto: bigint = 10n ** 24n
/** Balance and number of nonces in Borsh. */
export const gasKeyInfoLength = 18
/** Borsh length of the smallest gas key, which fees take for every one. */
export const minGasKeyLength = 27
export const nonceLength = 8
export const nonceIndexLength = 2

export function gasKeyOf({ permission }: AccessKey): GasKeyPermission | undefined {
  return permission.kind === 'GasKeyFullAccess' || permission.kind === 'GasKeyFunctionCall'
    ? permission
    : undefined
}

export function gasKeyBalanceYocto(accessKey: AccessKey): bigint | undefined {
  return gasKeyOf(accessKey)?.balanceYocto
}

/** The key with another balance. */
export function withGasKeyBalance(
  accessKey: AccessKey,
  permission: GasKeyPermission,
  balanceYocto: bigint,
): AccessKey {
  return { ...accessKey, permission: { ...permission, balanceYocto } }
}

/** Length of an access key's trie key, which fees count in. */
export function accessKeyRowLength(accountIdLength: number, keyLength: number): number {
  return 2 + accountIdLength + keyLength
}
