const tera = 1_000_000_000_000n

/** Gas attached to each method: about twice what it burns. */
export const gasOf: Readonly<
  Record<'open' | 'settle' | 'close' | 'small' | 'withdraw' | 'storage' | 'storageWithdraw', bigint>
> = {
  open: 20n * tera,
  settle: 15n * tera,
  close: 20n * tera,
  small: 10n * tera,
  withdraw: 25n * tera,
  storage: 10n * tera,
  storageWithdraw: 25n * tera,
}
