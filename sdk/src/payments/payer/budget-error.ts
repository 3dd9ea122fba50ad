/** Refused because a limit the payer set would be passed. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError'
  readonly wantedYocto: bigint
  readonly limitYocto: bigint

  constructor(wantedYocto: bigint, limitYocto: bigint) {
    super(
      `signing ${wantedYocto} would pass the limit of ${limitYocto}; raise the budget or top up`,
    )
    this.wantedYocto = wantedYocto
    this.limitYocto = limitYocto
  }
}
