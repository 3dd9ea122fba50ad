/** Running sums of everything the contract owes in NEAR; `solvency` compares them with its balance. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { RecordReader, RecordWriter } from './record.js'

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

const length = 16 * 4 + 8 * 2

export function loadTotals(): Totals {
  const bytes = storageRead('t:near')
  const reader = new RecordReader(bytes ?? new Uint8Array(length))
  return {
    channelsYocto: reader.u128(),
    creditsYocto: reader.u128(),
    inFlightYocto: reader.u128(),
    storageYocto: reader.u128(),
    accounts: reader.u64(),
    usedBytes: reader.u64(),
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
  const writer = new RecordWriter(length).u128(channelsYocto).u128(creditsYocto).u128(inFlightYocto)
  storageWrite('t:near', writer.u128(storageYocto).u64(accounts).u64(usedBytes).finish())
}
