/** Credits and storage of accounts. */
import { refuse } from './call.js'
import { near, type Token } from './names.js'
import { type Account, type Holding, type Model, pairOf } from './state.js'
import { byteYocto, holdingBytes, registrationBytes } from './storage.js'

export function requireAccount(model: Model, accountId: string): Account {
  return model.accounts.get(accountId) ?? refuse('ERR_NOT_REGISTERED')
}

function requireHolding(model: Model, token: Token, accountId: string): Holding {
  return model.holdings.get(pairOf(token, accountId)) ?? refuse('ERR_TOKEN_NOT_HELD')
}

export function canHold(model: Model, token: Token, accountId: string): boolean {
  return token === near
    ? model.accounts.has(accountId)
    : model.holdings.has(pairOf(token, accountId))
}

export function requireHolder(model: Model, token: Token, accountId: string): void {
  if (token === near) requireAccount(model, accountId)
  else requireHolding(model, token, accountId)
}

export function creditOf(model: Model, token: Token, accountId: string): bigint {
  if (token === near) return model.accounts.get(accountId)?.credit ?? 0n
  return model.holdings.get(pairOf(token, accountId))?.amount ?? 0n
}

export function credit(model: Model, token: Token, accountId: string, amount: bigint): void {
  if (amount === 0n) return
  if (token === near) requireAccount(model, accountId).credit += amount
  else requireHolding(model, token, accountId).amount += amount
}

export function debit(model: Model, token: Token, accountId: string, amount: bigint): void {
  requireHolder(model, token, accountId)
  if (amount > creditOf(model, token, accountId)) refuse('ERR_CREDIT_SHORT')
  credit(model, token, accountId, -amount)
}

/** A payment begins or ends: while there are any, the record that takes a failed one back stays. */
export function countPayment(model: Model, token: Token, accountId: string, change: number): void {
  if (token === near) requireAccount(model, accountId).pending += change
  else requireHolding(model, token, accountId).pending += change
}

export function availableOf({ storage, usedBytes }: Account): bigint {
  const held = (registrationBytes + usedBytes) * byteYocto
  return storage > held ? storage - held : 0n
}

export function charge(model: Model, accountId: string, bytes: bigint): void {
  const account = requireAccount(model, accountId)
  if (availableOf(account) < bytes * byteYocto) refuse('ERR_STORAGE_SHORT')
  account.usedBytes += bytes
}

export function release(model: Model, accountId: string, bytes: bigint): void {
  requireAccount(model, accountId).usedBytes -= bytes
}

export function hold(model: Model, token: Token, accountId: string): void {
  if (token === near) refuse('ERR_UNKNOWN_TOKEN')
  if (canHold(model, token, accountId)) return
  charge(model, accountId, holdingBytes(token, accountId))
  model.holdings.set(pairOf(token, accountId), { amount: 0n, pending: 0 })
}

export function drop(model: Model, token: Token, accountId: string): void {
  const held = requireHolding(model, token, accountId)
  if (held.amount > 0n || held.pending > 0) refuse('ERR_STORAGE_IN_USE')
  model.holdings.delete(pairOf(token, accountId))
  release(model, accountId, holdingBytes(token, accountId))
}
