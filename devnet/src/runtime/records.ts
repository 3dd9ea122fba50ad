import { readAccessKey, writeAccessKey } from '../primitives/action-codec.js'
import { BorshReader, BorshWriter } from '../primitives/borsh.js'
import type { AccessKey } from '../primitives/types.js'
import type { Account } from './interface.js'

/** Marks the second account layout, which has room for a global contract. */
const globalMarker = 2n ** 128n - 1n

export function encodeAccount(account: Account): Uint8Array {
  const writer = new BorshWriter()
  const { globalContract } = account
  if (globalContract !== undefined) writer.u128(globalMarker).u8(1)
  writer
    .u128(account.amountYocto)
    .u128(account.lockedYocto)
    .fixed(account.codeHash)
    .u64(account.storageUsage)
  if (globalContract?.kind === 'codeHash') writer.u8(0).fixed(globalContract.codeHash)
  else if (globalContract?.kind === 'accountId') writer.u8(1).string(globalContract.accountId)
  return writer.finish()
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

function readAccount(bytes: Uint8Array): Account {
  const reader = new BorshReader(bytes)
  const first = reader.u128()
  const hasGlobal = first === globalMarker && reader.u8() === 1
  const amountYocto = hasGlobal ? reader.u128() : first
  const account = {
    amountYocto,
    lockedYocto: reader.u128(),
    codeHash: reader.fixed(32),
    storageUsage: reader.u64(),
  }
  if (!hasGlobal) return { ...account, globalContract: undefined }
  const globalContract =
    reader.u8() === 0
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
