/** What the contract keeps, as plain data. */
import { near, type Token, tokens } from './names.js'

export type Account = { storage: bigint; usedBytes: bigint; credit: bigint; pending: number }
export type Holding = { amount: bigint; pending: number }
export type Asset = { readonly id: string; readonly ppm: bigint }

export type Channel = {
  readonly payerId: string
  readonly payeeId: string
  readonly token: Token
  readonly signerKey: string
  readonly payeeKey: string
  readonly teeKey: string | undefined
  readonly asset: Asset | undefined
  readonly tipBps: bigint
  readonly tipAfterBps: bigint
  readonly openHeight: bigint
  deposit: bigint
  refunded: bigint
  refundSigned: bigint
  closeAtNs: bigint
  /** What each lane has settled, lane 0 first. */
  readonly lanes: bigint[]
  decrease: { readonly limit: bigint; readonly atNs: bigint } | undefined
}

/** What a payee agrees to. */
export type Terms = {
  readonly revision: bigint
  readonly keys: readonly string[]
  readonly assets: readonly string[]
  readonly maxPpm: bigint
  readonly maxTipBps: bigint
  readonly tipAfterBps: bigint
}

export type Tombstone = { readonly payerId: string; readonly openHeight: bigint }
export type Royalty = {
  channels: number
  amount: bigint
  sinceNs: bigint
  outboxId: bigint
  sponsorId: string
}
export type OutboxEntry = {
  status: 'sent' | 'failed'
  readonly token: Token
  readonly asset: string
  readonly sinceNs: bigint
  readonly payerId: string
  readonly bytes: bigint
  amount: bigint
  sentAtHeight: bigint
}

export type Model = {
  readonly accounts: Map<string, Account>
  /** By token and account; NEAR is in the account itself. */
  readonly holdings: Map<string, Holding>
  /** By payee. */
  readonly terms: Map<string, Terms>
  readonly channels: Map<string, Channel>
  readonly tombstones: Map<string, Tombstone>
  readonly fees: Map<Token, bigint>
  /** By token and asset. */
  readonly royalties: Map<string, Royalty>
  readonly outbox: Map<bigint, OutboxEntry>
  /** Before the first; ids go on from there. */
  outboxBase: bigint
  lastOutboxId: bigint
  /** Of the call that runs. */
  nowNs: bigint
  /** Withdrawals whose outcome is not known yet. */
  readonly leaving: Map<Token, bigint>
  /** NEP-141 tokens: what came less what certainly left. */
  readonly book: Map<Token, bigint>
}

/** The contract just after `init`: the fee recipient is registered at its cost, with a byte more. */
export function newModel(feeRecipientId: string): Model {
  const storage = (151n + 1n) * 10n ** 19n
  return {
    accounts: new Map([[feeRecipientId, { storage, usedBytes: 1n, credit: 0n, pending: 0 }]]),
    holdings: new Map(),
    terms: new Map(),
    channels: new Map(),
    tombstones: new Map(),
    fees: new Map(),
    royalties: new Map(),
    outbox: new Map(),
    outboxBase: 0n,
    lastOutboxId: 0n,
    nowNs: 0n,
    leaving: new Map(),
    book: new Map(),
  }
}

export const pairOf = (token: Token, other: string): string => `${token} ${other}`

export function add<K>(sums: Map<K, bigint>, key: K, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}

export const settledOf = ({ lanes }: Channel): bigint => lanes.reduce((sum, lane) => sum + lane, 0n)

export type Totals = Readonly<Record<'locked' | 'credits' | 'outbox' | 'inFlight', bigint>>

/** The sums of everything owed in a token, added up from the parts. */
export function totalsOf(model: Model, token: Token): Totals {
  let locked = model.fees.get(token) ?? 0n
  let credits = 0n
  let outbox = 0n
  let inFlight = model.leaving.get(token) ?? 0n
  for (const channel of model.channels.values())
    if (channel.token === token) locked += channel.deposit - settledOf(channel)
  for (const [pair, { amount }] of model.royalties)
    if (pair.startsWith(`${token} `)) locked += amount
  if (token === near) for (const { credit } of model.accounts.values()) credits += credit
  for (const [pair, { amount }] of model.holdings)
    if (pair.startsWith(`${token} `)) credits += amount
  for (const entry of model.outbox.values()) {
    if (entry.token !== token) continue
    if (entry.status === 'failed') outbox += entry.amount
    else inFlight += entry.amount
  }
  return { locked, credits, outbox, inFlight }
}

export const isToken = (id: string): id is Token => tokens.some((token) => token === id)
