/** Running sums of everything the contract owes, per token; `solvency` compares them with what it holds. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from './record.js'

/** Index of a token in the registry; 0 is NEAR. */
export type TokenIndex = number

export const near: TokenIndex = 0

export type Totals = {
  /** Held for channels, escrows, bonds, pools and undistributed revenue. */
  readonly locked: bigint
  readonly credits: bigint
  /** Sent, the outcome not known yet. */
  readonly inFlight: bigint
  /** Reserved for notifications that failed and wait for a retry. */
  readonly outbox: bigint
  /** Storage deposits of accounts; NEAR only, as are the bytes. */
  readonly storage: bigint
  /** What storage takes for the accounts' registrations and for the records they cause. */
  readonly usedBytes: bigint
  /** NEP-141 tokens: everything received less everything that certainly left. */
  readonly book: bigint
}

export type TotalsChange = { readonly [K in keyof Totals]?: bigint }

const layout = '6666686'
const nothing = [0n, 0n, 0n, 0n, 0n, 0n, 0n] as const

export function loadTotals(token: TokenIndex): Totals {
  const bytes = storageRead(`t:${token}`)
  const record = bytes === undefined ? nothing : unpack(layout, bytes)
  return {
    locked: record[0],
    credits: record[1],
    inFlight: record[2],
    outbox: record[3],
    storage: record[4],
    usedBytes: record[5],
    book: record[6],
  }
}

/** Adds signed changes; a sum below zero would be an accounting bug and ends the call. */
export function changeTotals(token: TokenIndex, change: TotalsChange): void {
  const key = `t:${token}`
  const bytes = storageRead(key)
  const now = bytes === undefined ? nothing : unpack(layout, bytes)
  storageWrite(
    key,
    pack(layout, [
      sum(now[0], change.locked),
      sum(now[1], change.credits),
      sum(now[2], change.inFlight),
      sum(now[3], change.outbox),
      sum(now[4], change.storage),
      sum(now[5], change.usedBytes),
      sum(now[6], change.book),
    ]),
  )
}

function sum(now: bigint, change: bigint | undefined): bigint {
  if (change === undefined) return now
  const after = now + change
  if (after >= 0n) return after
  throw new Error('ERR_INVARIANT: a running total would fall below zero; report this call')
}
