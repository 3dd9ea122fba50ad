import { BorshReader, BorshWriter } from '../../primitives/borsh.js'
import { readAccessKey, writeAccessKey } from '../../primitives/key-codec.js'
import type { AccessKey } from '../../primitives/types.js'
import type { Account } from '../types/account.js'

/** In place of an amount: a layout that the first one has no room for (nearcore `account.rs`). */
const layoutMarker = 2n ** 128n - 1n

export function encodeAccount(account: Account): Uint8Array {
  const writer = new BorshWriter()
  const { globalContract, bootstrapNonce } = account
  if (bootstrapNonce !== undefined) {
    writer.u128(layoutMarker).u8(1).u128(account.amountYocto)
    return writer.u64(account.storageUsage).u64(bootstrapNonce).finish()
  }
  if (globalContract !== undefined) {
    writer.u128(layoutMarker).u8(0).u128(account.amountYocto).u128(account.lockedYocto)
    writer.u64(account.storageUsage)
    if (globalContract.kind === 'codeHash') writer.u8(2).fixed(globalContract.codeHash)
    else writer.u8(3).string(globalContract.accountId)
    return writer.finish()
  }
  writer.u128(account.amountYocto).u128(account.lockedYocto)
  return writer.fixed(account.codeHash).u64(account.storageUsage).finish()
}

/** Values in state are never changed in place, so each is decoded once. */
const decoded = new WeakMap<Uint8Array, Account>()

export function decodeAccount(bytes: Uint8Array): Account {
  const known = decoded.get(bytes)
  if (known !== undefined) return known
  const account = readAccount(bytes)
  decoded.set(bytes, account)
  return account
}

/** Hash of the code that an account does not have. */
export const noCode: Uint8Array = new Uint8Array(32)

function readAccount(bytes: Uint8Array): Account {
  const reader = new BorshReader(bytes)
  const first = reader.u128()
  if (first !== layoutMarker) {
    return {
      amountYocto: first,
      lockedYocto: reader.u128(),
      codeHash: reader.fixed(32),
      storageUsage: reader.u64(),
      globalContract: undefined,
    }
  }
  const isWaiting = reader.u8() === 1
  const amountYocto = reader.u128()
  const bare = { amountYocto, codeHash: noCode, globalContract: undefined }
  if (isWaiting) {
    const storageUsage = reader.u64()
    return { ...bare, lockedYocto: 0n, storageUsage, bootstrapNonce: reader.u64() }
  }
  const account = { ...bare, lockedYocto: reader.u128(), storageUsage: reader.u64() }
  const globalContract =
    reader.u8() === 2
      ? ({ kind: 'codeHash', codeHash: reader.fixed(32) } as const)
      : ({ kind: 'accountId', accountId: reader.string() } as const)
  return { ...account, globalContract }
}

export function encodeAccessKey(accessKey: AccessKey): Uint8Array {
  return writeAccessKey(new BorshWriter(), accessKey).finish()
}

export function decodeAccessKey(bytes: Uint8Array): AccessKey {
  return readAccessKey(new BorshReader(bytes))
}

export function emptyAccount(amountYocto: bigint, storageUsage: bigint): Account {
  return { amountYocto, lockedYocto: 0n, storageUsage, codeHash: noCode, globalContract: undefined }
}
