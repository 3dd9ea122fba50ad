/**
 * Credits and storage charges of registered accounts, in NEAR and in NEP-141 tokens. Money leaves
 * only through `withdraw`. These functions move one account's part; the entry point that calls
 * them states the whole movement in the totals.
 */
import {
  type AccountRecord,
  availableYocto,
  byteCostYocto,
  loadAccount,
  saveAccount,
} from '../state/account.js'
import {
  loadTokenCredit,
  removeTokenCredit,
  saveTokenCredit,
  type TokenCredit,
  tokenCreditBytes,
} from '../state/token-credit.js'
import { countingToken, tokenId } from '../state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../state/totals.js'
import { fail } from '../wire/fail.js'
import { nearId } from '../wire/token-name.js'

export function requireAccount(accountId: string): AccountRecord {
  return loadAccount(accountId) ?? fail('ERR_NOT_REGISTERED', accountId)
}

/** Fails unless the account can be credited in that token. Ask before an obligation arises. */
export function requireHolder(accountId: string, token: TokenIndex): void {
  if (token === near) requireAccount(accountId)
  else requireTokenCredit(accountId, token)
}

export function creditOf(accountId: string, token: TokenIndex): bigint {
  return token === near
    ? (loadAccount(accountId)?.creditYocto ?? 0n)
    : (loadTokenCredit(token, accountId)?.amount ?? 0n)
}

/** Credits an account that can hold the token. */
export function credit(accountId: string, token: TokenIndex, amount: bigint): void {
  if (amount === 0n) return
  if (token === near) {
    const record = requireAccount(accountId)
    saveAccount(accountId, { ...record, creditYocto: record.creditYocto + amount })
    return
  }
  const held = requireTokenCredit(accountId, token)
  saveTokenCredit(token, accountId, { ...held, amount: held.amount + amount })
}

/** Takes from an account's credit. */
export function debit(accountId: string, token: TokenIndex, amount: bigint): void {
  if (token === near) {
    const record = requireAccount(accountId)
    if (amount > record.creditYocto) fail('ERR_CREDIT_SHORT', record.creditYocto, amount)
    saveAccount(accountId, { ...record, creditYocto: record.creditYocto - amount })
    return
  }
  const held = requireTokenCredit(accountId, token)
  if (amount > held.amount) fail('ERR_CREDIT_SHORT', held.amount, amount)
  saveTokenCredit(token, accountId, { ...held, amount: held.amount - amount })
}

/** Takes a payment from an account's credit; the record stays until `endPayment`. */
export function beginPayment(accountId: string, token: TokenIndex, amount: bigint): void {
  debit(accountId, token, amount)
  countPayment(accountId, token, 1)
}

/** The payment was made, or failed and is credit again. */
export function endPayment(accountId: string, token: TokenIndex, restored: bigint): void {
  countPayment(accountId, token, -1)
  credit(accountId, token, restored)
}

function countPayment(accountId: string, token: TokenIndex, change: number): void {
  if (token === near) {
    const record = requireAccount(accountId)
    saveAccount(accountId, { ...record, pending: record.pending + change })
    return
  }
  const held = requireTokenCredit(accountId, token)
  saveTokenCredit(token, accountId, { ...held, pending: held.pending + change })
}

/** Makes a registered account able to hold a token; its record is charged to the account. */
export function holdToken(accountId: string, token: TokenIndex): void {
  if (token === near) fail('ERR_UNKNOWN_TOKEN', nearId)
  if (loadTokenCredit(token, accountId) !== undefined) return
  countingToken(tokenId(token))
  chargeRecords(accountId, tokenCreditBytes(token, accountId))
  saveTokenCredit(token, accountId, { amount: 0n, pending: 0 })
}

/** Ends that, while no credit is left in it and no payment of it is under way. */
export function dropToken(accountId: string, token: TokenIndex): void {
  const held = requireTokenCredit(accountId, token)
  if (held.amount > 0n || held.pending > 0) fail('ERR_STORAGE_IN_USE', accountId)
  removeTokenCredit(token, accountId)
  releaseRecords(accountId, tokenCreditBytes(token, accountId))
}

/** Charges records to an account and counts them in the totals. */
export function chargeRecords(accountId: string, bytes: bigint): void {
  if (bytes === 0n) return
  chargeStorage(accountId, bytes)
  changeTotals(near, { usedBytes: bytes })
}

/** Frees removed records and takes them out of the totals. */
export function releaseRecords(accountId: string, bytes: bigint): void {
  releaseStorage(accountId, bytes)
  changeTotals(near, { usedBytes: -bytes })
}

/** Holds storage deposit for new bytes; whoever asks counts them in the totals with what else changes there. */
export function chargeStorage(accountId: string, bytes: bigint): void {
  saveAccount(accountId, withCharge(requireAccount(accountId), bytes))
}

/** An account's record with storage deposit held for new bytes. */
export function withCharge(record: AccountRecord, bytes: bigint): AccountRecord {
  const available = availableYocto(record)
  const needed = bytes * byteCostYocto
  if (available < needed) fail('ERR_STORAGE_SHORT', available, needed)
  return { ...record, usedBytes: record.usedBytes + bytes }
}

/** Frees the storage of removed bytes, the totals aside. */
export function releaseStorage(accountId: string, bytes: bigint): void {
  release(accountId, bytes, 0n)
}

/** Frees the storage of removed bytes and credits the account in NEAR, in one write. */
export function release(accountId: string, bytes: bigint, creditYocto: bigint): void {
  const record = requireAccount(accountId)
  saveAccount(accountId, {
    ...record,
    usedBytes: record.usedBytes - bytes,
    creditYocto: record.creditYocto + creditYocto,
  })
}

function requireTokenCredit(accountId: string, token: TokenIndex): TokenCredit {
  return loadTokenCredit(token, accountId) ?? fail('ERR_TOKEN_NOT_HELD', accountId, tokenId(token))
}
