/**
 * What a call of a method attaches and how a client shows it: all that the ABI does not say. A method
 * without a rule attaches 30 Tgas and no deposit, and is shown under its own name in camelCase.
 */
export type Rule = {
  readonly teraGas?: number
  /** Who names the deposit; a payable method must say. */
  readonly deposit?: Deposit
  /** What `depositYocto` is for. */
  readonly depositDoc?: string
  /** Fails when the contract takes back by this event what the call was for. */
  readonly undoneBy?: 'withdraw_restored' | 'outbox_failed'
  /** Only neighbouring contracts may call it, so clients have no use for it. */
  readonly isHidden?: true
  /** Its name on clients. */
  readonly as?: string
  /** Names of arguments in programs, by their wire names. */
  readonly members?: Readonly<Record<string, string>>
  /** A null in what it returns reads as undefined. */
  readonly isNullUndefined?: true
  /** What is sent for arguments that are left out. */
  readonly fallbacks?: Readonly<Record<string, string>>
  /** Takes objects with more in them than it needs, such as a whole claim. */
  readonly ignoresOthers?: true
}

/**
 * `asked`: the parameters name `depositYocto`; `optional`: they may, nothing unless they do; `token`:
 * they may, one yoctoNEAR unless they do or the token is `near`; `one`: always one yoctoNEAR.
 */
export type Deposit = 'asked' | 'optional' | 'token' | 'one'

export type ContractRules = {
  /** By the method's wire name. */
  readonly methods: Readonly<Record<string, Rule>>
  /** By the type's name in the ABI. */
  readonly types?: Readonly<Record<string, TypeRule>>
  /** Arguments that are bytes, and the text that carries them. */
  readonly bytes?: Readonly<Record<string, 'base64' | 'hex'>>
}

export type TypeRule = {
  /** Its name in programs. */
  readonly as?: string
  /** Names of its members in programs, by their wire names. */
  readonly members?: Readonly<Record<string, string>>
  /** Members that are null read as undefined. */
  readonly isNullUndefined?: true
}
