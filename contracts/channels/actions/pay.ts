/** Crediting what settlements moved, and booking it. */
import { blockTimestamp, u128Add, u128Read, utf8Decode } from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { loadAccount } from '../../common/state/account.js'
import { loadTokenCredit } from '../../common/state/token-credit.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { tipFromNs } from '../rules/payee-terms.js'
import { at, type Channel, channelRecord } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { part, type Rise } from './rise.js'
import { addRoyalty } from './royalty.js'

/** What is kept of settlements for the asset of each id. */
type Royalties = Map<bigint, bigint>

/**
 * What a channel that is closing pays, out of the payee's part, to whoever settles in the payee's stead once
 * so much of the grace is over as the payee's terms said; rounded down. Without a tip agreed at open, or
 * without an account here, there is none.
 */
export function tipOf(record: Uint8Array, token: TokenIndex, toPayee: bigint): bigint {
  const tipBps = (record[at.tipBps] ?? 0) | ((record[at.tipBps + 1] ?? 0) << 8)
  if (tipBps === 0) return 0n
  const channel = channelRecord.decode(record)
  const account = caller()
  const isParty = account === channel.payeeId || account === channel.payerId
  if (isParty || !isTipDue(channel) || !canHold(account, token)) return 0n
  return (toPayee * BigInt(tipBps)) / 10_000n
}

function isTipDue({ closeAtNs, graceS, tipAfterBps }: Channel): boolean {
  if (closeAtNs === 0n) return false
  return blockTimestamp() >= tipFromNs(closeAtNs, BigInt(graceS) * nsPerSecond, tipAfterBps)
}

/** What one payee gets in one token, and what is kept of it for fees and royalties. */
export class Taking {
  readonly payeeId: string
  readonly token: TokenIndex
  /** Made when there are any: most channels name no asset. */
  royalties: Royalties | undefined
  /** What of the payee's part goes to the caller. */
  tip = 0n
  /** What payee and fee get in all, u128 each. */
  private readonly sums = new Uint8Array(32)

  constructor(payeeId: string, token: TokenIndex) {
    this.payeeId = payeeId
    this.token = token
  }

  /** Adds a rise that was committed. */
  add(rise: Rise): void {
    u128Add(this.sums, 0, rise.moved, part.payee)
    u128Add(this.sums, 16, rise.moved, part.fee)
    this.tip += tipOf(rise.record, this.token, rise.payee)
    if (rise.assetId !== undefined) {
      this.royalties = addTo(this.royalties, rise.assetId, rise.royalty)
    }
  }

  get payee(): bigint {
    return u128Read(this.sums, 0)
  }

  get fee(): bigint {
    return u128Read(this.sums, 16)
  }
}

function addTo(royalties: Royalties = new Map(), assetId: bigint, amount: bigint): Royalties {
  return royalties.set(assetId, (royalties.get(assetId) ?? 0n) + amount)
}

/** Credits the payee, keeps fee and royalties, and books it with the lanes that are new. */
export function payOne(taking: Taking, paid: bigint, newLaneBytes: bigint): void {
  const { payeeId, token, tip, fee, royalties } = taking
  credit(payeeId, token, paid - tip)
  if (tip > 0n) credit(caller(), token, tip)
  keep(token, fee, royalties)
  if (paid > 0n || newLaneBytes > 0n) bookPaid(token, paid, newLaneBytes)
}

/** The same for many payees, with one sum of each token's. */
export function payAll(takings: readonly Taking[], newLaneBytes: bigint): void {
  const tokens: Map<TokenIndex, { paid: bigint; fee: bigint; royalties?: Royalties }> = new Map()
  for (const { payeeId, token, payee, tip, fee, royalties } of takings) {
    credit(payeeId, token, payee - tip)
    if (tip > 0n) credit(caller(), token, tip)
    const sum = tokens.get(token) ?? { paid: 0n, fee: 0n }
    tokens.set(token, sum)
    sum.paid += payee
    sum.fee += fee
    royalties?.forEach((amount, assetId) => {
      sum.royalties = addTo(sum.royalties, assetId, amount)
    })
  }
  let usedBytes = newLaneBytes
  tokens.forEach(({ paid, fee, royalties }, token) => {
    keep(token, fee, royalties)
    if (paid === 0n) return
    bookPaid(token, paid, token === near ? usedBytes : 0n)
    if (token === near) usedBytes = 0n
  })
  if (usedBytes > 0n) changeTotals(near, { usedBytes })
}

function keep(token: TokenIndex, fee: bigint, royalties: Royalties | undefined): void {
  addFees(token, fee)
  royalties?.forEach((amount, assetId) => {
    addRoyalty(token, assetId, amount)
  })
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
