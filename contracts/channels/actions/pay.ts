/** Crediting what settlements moved, and booking it. */
import { u128Add, u128Read, utf8Decode } from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { loadAccount } from '../../common/state/account.js'
import { loadTokenCredit } from '../../common/state/token-credit.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { at } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { part, type Rise } from './rise.js'
import { addRoyalty } from './royalty.js'

/** What one payee gets in one token, and what is kept of it for fees and royalties. */
export class Taking {
  readonly payeeId: string
  readonly token: TokenIndex
  /** What payee and fee get in all, u128 each. */
  private readonly sums = new Uint8Array(32)
  private readonly royalties: Map<bigint, bigint> = new Map()

  constructor(payeeId: string, token: TokenIndex) {
    this.payeeId = payeeId
    this.token = token
  }

  /** Adds a rise that was committed. */
  add(rise: Rise): void {
    const { sums, royalties } = this
    u128Add(sums, 0, rise.moved, part.payee)
    u128Add(sums, 16, rise.moved, part.fee)
    const { assetId } = rise
    if (assetId !== undefined) {
      royalties.set(assetId, (royalties.get(assetId) ?? 0n) + rise.royalty)
    }
  }

  get payee(): bigint {
    return u128Read(this.sums, 0)
  }

  get fee(): bigint {
    return u128Read(this.sums, 16)
  }

  forEachRoyalty(use: (assetId: bigint, amount: bigint) => void): void {
    this.royalties.forEach((amount, assetId) => {
      use(assetId, amount)
    })
  }
}

type Kept = { paid: bigint; fee: bigint; readonly royalties: Map<bigint, bigint> }

/** Credits every payee, and each token's fees and royalties in one sum. */
export function payAll(takings: readonly Taking[], newLaneBytes: bigint): void {
  const tokens: Map<TokenIndex, Kept> = new Map()
  for (const taking of takings) {
    const { payeeId, token, payee } = taking
    credit(payeeId, token, payee)
    const kept = tokens.get(token) ?? { paid: 0n, fee: 0n, royalties: new Map() }
    tokens.set(token, kept)
    kept.paid += payee
    kept.fee += taking.fee
    taking.forEachRoyalty((assetId, amount) => {
      kept.royalties.set(assetId, (kept.royalties.get(assetId) ?? 0n) + amount)
    })
  }
  let usedBytes = newLaneBytes
  tokens.forEach(({ paid, fee, royalties }, token) => {
    addFees(token, fee)
    royalties.forEach((amount, assetId) => {
      addRoyalty(token, assetId, amount)
    })
    if (paid === 0n) return
    bookPaid(token, paid, token === near ? usedBytes : 0n)
    if (token === near) usedBytes = 0n
  })
  if (usedBytes > 0n) changeTotals(near, { usedBytes })
}

/** Books what payees were credited, and the lanes that were settled for the first time. */
export function bookPaid(token: TokenIndex, toPayees: bigint, usedBytes: bigint): void {
  if (token === near) changeTotals(near, { locked: -toPayees, credits: toPayees, usedBytes })
  else {
    changeTotals(token, { locked: -toPayees, credits: toPayees })
    if (usedBytes > 0n) changeTotals(near, { usedBytes })
  }
}

export function tokenOf(record: Uint8Array): TokenIndex {
  return (record[at.token] ?? 0) | ((record[at.token + 1] ?? 0) << 8)
}

export function payeeOf(record: Uint8Array): string {
  const from = at.payeeId + 1
  return utf8Decode(record.subarray(from, from + (record[at.payeeId] ?? 0)))
}

export function canHold(accountId: string, token: TokenIndex): boolean {
  return token === near
    ? loadAccount(accountId) !== undefined
    : loadTokenCredit(token, accountId) !== undefined
}
