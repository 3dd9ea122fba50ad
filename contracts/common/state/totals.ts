/** Running sums of everything the contract owes, per token; `solvency` compares them with what it holds. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u64, u128 } from './record.js'

/** Index of a token in the registry; 0 is NEAR. */
export type TokenIndex = number

export const near: TokenIndex = 0

export const totalsRecord = record({
  /** Held for channels, escrows, bonds, pools and undistributed revenue. */
  locked: u128,
  credits: u128,
  /** Sent, the outcome not known yet. */
  inFlight: u128,
  /** Reserved for notifications that failed and wait for a retry. */
  outbox: u128,
  /** Storage deposits of accounts; NEAR only, as are the bytes. */
  storage: u128,
  /** What storage takes for the accounts' registrations and for the records they cause. */
  usedBytes: u64,
  /** NEP-141 tokens: everything received less everything that certainly left. */
  book: u128,
})
export type Totals = RecordOf<typeof totalsRecord>
export type TotalsChange = { readonly [K in keyof Totals]?: bigint }

const nothing: Totals = {
  locked: 0n,
  credits: 0n,
  inFlight: 0n,
  outbox: 0n,
  storage: 0n,
  usedBytes: 0n,
  book: 0n,
}

export function loadTotals(token: TokenIndex): Totals {
  const bytes = storageRead(`t:${token}`)
  return bytes === undefined ? nothing : totalsRecord.decode(bytes)
}

/** Adds signed changes; a sum below zero would be an accounting bug and ends the call. */
export function changeTotals(token: TokenIndex, change: TotalsChange): void {
  const now = loadTotals(token)
  const after: Totals = {
    locked: sum(now.locked, change.locked),
    credits: sum(now.credits, change.credits),
    inFlight: sum(now.inFlight, change.inFlight),
    outbox: sum(now.outbox, change.outbox),
    storage: sum(now.storage, change.storage),
    usedBytes: sum(now.usedBytes, change.usedBytes),
    book: sum(now.book, change.book),
  }
  storageWrite(`t:${token}`, totalsRecord.encode(after))
}

function sum(now: bigint, change: bigint | undefined): bigint {
  if (change === undefined) return now
  const after = now + change
  if (after >= 0n) return after
  throw new Error('ERR_INVARIANT: a running total would fall below zero; report this call')
}
