/** What a season came to: everything that the table, the report and the tests show. */

export type Placing = {
  readonly rank: number
  readonly accountId: string
  /** Order, smoothing and training data. */
  readonly recipe: string
  readonly bitsPerByte: number
  /** The median score as the chain has it. */
  readonly score: number
  readonly prizeYocto: bigint
}

export type Round = { readonly title: string; readonly placings: readonly Placing[] }

export type Rung = {
  readonly size: string
  readonly seats: number
  readonly standing: number
  readonly held: number
}

/** Money that moved from one place to another, for the flow diagram. */
export type Flow = { readonly from: string; readonly to: string; readonly amountYocto: bigint }

export type Step = {
  readonly name: string
  readonly transactions: number
  readonly gasBurnt: bigint
  readonly costYocto: bigint
}

export type MethodGas = {
  readonly contract: string
  readonly method: string
  readonly calls: number
  /** Mean of whole transactions that call only this method. */
  readonly meanGas: bigint
}

export type Balance = {
  readonly accountId: string
  readonly role: string
  readonly beforeYocto: bigint
  readonly afterYocto: bigint
}

export type Reconciliation = {
  readonly balances: readonly Balance[]
  readonly burntYocto: bigint
  /** Everything before, less everything after, less what was burnt. */
  readonly differenceYocto: bigint
}

export type SeasonReport = {
  readonly rounds: readonly Round[]
  readonly ladder: readonly Rung[]
  readonly flows: readonly Flow[]
  readonly steps: readonly Step[]
  readonly methods: readonly MethodGas[]
  readonly reconciliation: Reconciliation
  readonly completion: string
}
