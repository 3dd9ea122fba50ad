/** Running sums of everything the contract owes in NEAR; `solvency` compares them with its balance. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from './record.js'

export type Totals = {
  /** Deposits of channels less what was settled. */
  readonly channelsYocto: bigint
  readonly creditsYocto: bigint
  /** Sent in transfers whose outcome is not known yet. */
  readonly inFlightYocto: bigint
  readonly storageYocto: bigint
  readonly accounts: bigint
  readonly usedBytes: bigint
}

export type TotalsChange = { readonly [K in keyof Totals]?: bigint }

/** The four amounts, accounts, used bytes. */
const layout = '666688'
const key = 't:near'

export function loadTotals(): Totals {
  const bytes = storageRead(key)
  const record = bytes === undefined ? ([0n, 0n, 0n, 0n, 0n, 0n] as const) : unpack(layout, bytes)
  return {
    channelsYocto: record[0],
    creditsYocto: record[1],
    inFlightYocto: record[2],
    storageYocto: record[3],
    accounts: record[4],
    usedBytes: record[5],
  }
}

/** Adds signed changes; a sum below zero would be an accounting bug and ends the call. */
export function changeTotals(change: TotalsChange): void {
  const now = loadTotals()
  const channelsYocto = now.channelsYocto + (change.channelsYocto ?? 0n)
  const creditsYocto = now.creditsYocto + (change.creditsYocto ?? 0n)
  const inFlightYocto = now.inFlightYocto + (change.inFlightYocto ?? 0n)
  const storageYocto = now.storageYocto + (change.storageYocto ?? 0n)
  const accounts = now.accounts + (change.accounts ?? 0n)
  const usedBytes = now.usedBytes + (change.usedBytes ?? 0n)
  if (
    channelsYocto < 0n ||
    creditsYocto < 0n ||
    inFlightYocto < 0n ||
    storageYocto < 0n ||
    accounts < 0n ||
    usedBytes < 0n
  ) {
    throw new Error('ERR_INVARIANT: a running total would fall below zero; report this call')
  }
  storageWrite(
    key,
    pack(layout, [channelsYocto, creditsYocto, inFlightYocto, storageYocto, accounts, usedBytes]),
  )
}
