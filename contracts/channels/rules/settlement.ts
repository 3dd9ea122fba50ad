/** Arithmetic of settling and ending a channel. Pure. */

export type Balances = {
  readonly depositYocto: bigint
  readonly settledYocto: bigint
  readonly feeTakenYocto: bigint
  readonly feeBps: number
}

export type Settlement = {
  readonly settledYocto: bigint
  readonly feeTakenYocto: bigint
  readonly toPayeeYocto: bigint
  readonly toFeeYocto: bigint
}

/** The fee on everything settled so far, rounded down: splitting payments cannot change it. */
export function feeDown(cumulativeYocto: bigint, feeBps: number): bigint {
  return (cumulativeYocto * BigInt(feeBps)) / 10_000n
}

/** Moves the settled amount up to `cumulativeYocto`, which must lie between settled and deposit. */
export function settleTo(balances: Balances, cumulativeYocto: bigint): Settlement {
  const deltaYocto = cumulativeYocto - balances.settledYocto
  const feeTakenYocto = feeDown(cumulativeYocto, balances.feeBps)
  const toFeeYocto = feeTakenYocto - balances.feeTakenYocto
  return {
    settledYocto: cumulativeYocto,
    feeTakenYocto,
    toPayeeYocto: deltaYocto - toFeeYocto,
    toFeeYocto,
  }
}

/** What a payee may keep at a close: at least what is settled, at most what the payer signed for. */
export function captureRange(
  balances: Balances,
  voucherYocto: bigint | undefined,
): readonly [bigint, bigint] {
  const { settledYocto } = balances
  const upper =
    voucherYocto !== undefined && voucherYocto > settledYocto ? voucherYocto : settledYocto
  return [settledYocto, upper]
}
