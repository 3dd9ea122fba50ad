/**
 * Storage of an entry. On application its account is charged for everything the entry can ever cause: its
 * record, its part of the leaderboard in the worst shape, and the record that protects its artefact.
 */
import {
  type AccountRecord,
  accountBytes,
  availableYocto,
  byteCostYocto,
  loadAccount,
  registrationYocto,
  saveAccount,
} from '../../common/state/account.js'
import { fail } from '../errors.js'
import { artifactBytes } from '../state/artifact.js'
import { entryBytes } from '../state/entry.js'

/**
 * Of a leaderboard of n items at most n buckets with 95 bytes besides items, and n/17 inner nodes of 97 bytes on
 * each of seven levels; an item has 6 bytes and the account id.
 */
const leaderboardBytes = 141

export function reservedBytes(cid: string, accountId: string): bigint {
  const inLeaderboard = BigInt(leaderboardBytes + accountId.length)
  return entryBytes(cid, accountId) + inLeaderboard + artifactBytes(accountId)
}

/**
 * Charges an applicant, adding `extraYocto` to its storage deposit first and registering it if need be.
 * Returns the bytes that registering it takes.
 */
export function chargeApplicant(accountId: string, bytes: bigint, extraYocto: bigint): bigint {
  const before = loadAccount(accountId)
  if (before === undefined && extraYocto < registrationYocto) fail('ERR_NOT_REGISTERED', accountId)
  const record: AccountRecord = {
    storageYocto: (before?.storageYocto ?? 0n) + extraYocto,
    usedBytes: before?.usedBytes ?? 0n,
    creditYocto: before?.creditYocto ?? 0n,
  }
  const available = availableYocto(record)
  const needed = bytes * byteCostYocto
  if (available < needed) fail('ERR_STORAGE_SHORT', available, needed)
  saveAccount(accountId, { ...record, usedBytes: record.usedBytes + bytes })
  return before === undefined ? accountBytes(accountId) : 0n
}
