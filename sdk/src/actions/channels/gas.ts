const tera = 1_000_000_000_000n

type Method =
  | 'open'
  | 'settle'
  | 'settleTicks'
  | 'close'
  | 'small'
  | 'withdraw'
  | 'storage'
  | 'storageWithdraw'
  | 'forward'
  | 'tokenCall'

/** Gas attached to each method: at least twice what it burns. */
export const gasOf: Readonly<Record<Method, bigint>> = {
  open: 20n * tera,
  settle: 15n * tera,
  settleTicks: 30n * tera,
  close: 30n * tera,
  small: 10n * tera,
  withdraw: 60n * tera,
  storage: 10n * tera,
  storageWithdraw: 40n * tera,
  forward: 130n * tera,
  tokenCall: 100n * tera,
}

/** For `entries` of a batch; the most that one transaction may attach is 1 Pgas. */
export function batchGas(entries: number): bigint {
  const gas = 10n * tera + (BigInt(entries) * tera * 7n) / 10n
  return gas < 1000n * tera ? gas : 1000n * tera
}
