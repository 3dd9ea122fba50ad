/**
 * Storage of an entry. On application its account is charged for everything the entry can ever cause: its
 * record, its part of the leaderboard in the worst shape, and the record that protects its artefact.
 */
import { withCharge } from '../../common/money/credits.js'
import {
  accountBytes,
  loadAccount,
  newAccount,
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
 * Adds to an account's storage deposit, registering it if need be, and charges it in the same write.
 * Returns the bytes that registering it takes.
 */
export function depositAndCharge(accountId: string, bytes: bigint, extraYocto: bigint): bigint {
  const before = loadAccount(accountId)
  if (before === undefined && extraYocto < registrationYocto) fail('ERR_NOT_REGISTERED', accountId)
  const held = before ?? newAccount
  const record = { ...held, storageYocto: held.storageYocto + extraYocto }
  saveAccount(accountId, withCharge(record, bytes))
  return before === undefined ? accountBytes(accountId) : 0n
}
