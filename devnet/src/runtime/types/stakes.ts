import type { AccountId, PublicKey } from '../../primitives/types.js'

export type StakeProposal = {
  readonly accountId: AccountId
  readonly publicKey: PublicKey
  readonly stakeYocto: bigint
}

export type Stakes = ReadonlyMap<AccountId, bigint>

/** nearcore `EpochInfo`, as far as stakes go. */
export type EpochInfo = {
  /** Yocto by holder of a seat. */
  readonly validators: Stakes
  /** What was decided on for each account that proposed or had a seat; 0 for no seat. */
  readonly stakeChange: Stakes
  /** The least stake that would have given a seat. */
  readonly seatPriceYocto: bigint
}

/** Immutable, so that a snapshot of it is the value itself. */
export type Epochs = {
  readonly current: EpochInfo
  readonly next: EpochInfo
  /** The last proposal of each account that blocks of this epoch reported. */
  readonly proposals: Stakes
  /** Made by the last block, one an account and latest first, to be reported by the next one. */
  readonly unreported: readonly StakeProposal[]
}
