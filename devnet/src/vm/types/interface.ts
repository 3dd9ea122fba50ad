/**
 * The seam between the virtual machine and the runtime. The VM knows wasm, gas and host functions;
 * everything it needs of the chain comes through {@link VmExternal}, and everything it wants done
 * comes back as {@link PromiseReceipt}s in {@link VmOutcome}. Mirrors nearcore's `VMContext`,
 * `External` and `VMOutcome`.
 */

import type { AccountId, Action, ErrorJson, GlobalContractId } from '../../primitives/types.js'

export type PromiseResult =
  | { readonly kind: 'Successful'; readonly data: Uint8Array }
  | { readonly kind: 'Failed' }

export type CurrentContract =
  | { readonly kind: 'none' }
  | { readonly kind: 'local'; readonly codeHash: Uint8Array }
  | { readonly kind: 'global'; readonly contract: GlobalContractId }

export type VmContext = {
  readonly currentAccountId: AccountId
  readonly signerAccountId: AccountId
  /** Borsh form: tag byte and key. */
  readonly signerAccountPk: Uint8Array
  readonly predecessorAccountId: AccountId
  readonly refundToAccountId: AccountId
  readonly input: Uint8Array
  readonly promiseResults: readonly PromiseResult[]
  readonly blockHeight: bigint
  readonly blockTimestampNs: bigint
  readonly epochHeight: bigint
  /** Includes the attached deposit. */
  readonly accountBalanceYocto: bigint
  readonly accountLockedBalanceYocto: bigint
  readonly storageUsage: bigint
  readonly currentContract: CurrentContract
  readonly attachedDepositYocto: bigint
  readonly prepaidGas: bigint
  readonly randomSeed: Uint8Array
  readonly chainId: string
  readonly isView: boolean
  /** Receivers of this call's result; each costs data-receipt bytes in `value_return`. */
  readonly outputDataReceiverIds: readonly AccountId[]
}

export type StorageChange = {
  /** The value that was there before. */
  readonly previous: Uint8Array | undefined
  /**
   * Trie nodes visited, with the value fetched as one more; 0 when the key was already in the chunk's
   * pending change set. Those that no write of this block has visited before:
   */
  readonly touchedTrieNodes: number
  /** And those that one has. */
  readonly cachedTrieNodes: number
}

/** Told the length of a value before it is fetched; throws when that cannot be paid. */
export type PayForValue = (bytes: number) => void

/** What the VM may ask of the chain while running. Storage keys are the contract's own (no prefix). */
export type VmExternal = {
  readonly storageRead: (key: Uint8Array, pay: PayForValue) => Uint8Array | undefined
  readonly storageHas: (key: Uint8Array) => boolean
  readonly storageWrite: (key: Uint8Array, value: Uint8Array, pay: PayForValue) => StorageChange
  readonly storageRemove: (key: Uint8Array, pay: PayForValue) => StorageChange
  /** Bytes that what the receipt has read so far adds to a proof of the block; 0 in views. */
  readonly proofBytes: () => number
  readonly validatorStakeYocto: (accountId: AccountId) => bigint | undefined
  readonly validatorTotalStakeYocto: () => bigint
  /** Next data id of this call: sha256(action hash, height, counter). */
  readonly generateDataId: () => Uint8Array
  /**
   * Hands over a payload for a yield that is pending, or that this call has just made; as plain
   * data when that yield has become an ordinary receipt.
   */
  readonly submitYieldResume: (dataId: Uint8Array, payload: Uint8Array, isPlain: boolean) => void
  /** True when this account waits on that data id since an earlier call. */
  readonly isYieldPending: (dataId: Uint8Array) => boolean
  /** The data id of a yield that an earlier call made under an id of its own. */
  readonly dataIdOfYield: (yieldId: Uint8Array) => Uint8Array | undefined
}

/**
 * One receipt the call asked for, in creation order. Receipt indices are positions in
 * `VmOutcome.receipts`. Gas weights are already distributed into the actions.
 */
export type PromiseReceipt = {
  readonly receiverId: AccountId
  readonly actions: readonly Action[]
  /** Receipts (by index) whose results this one waits for, with the data id that carries each. */
  readonly dependencies: readonly { readonly receiptIndex: number; readonly dataId: Uint8Array }[]
  readonly refundTo: AccountId | undefined
  /** Set for a yield: the data id that a resume or the timeout will provide. */
  readonly yieldDataId: Uint8Array | undefined
  /** The id that the contract chose for the yield. */
  readonly yieldId: Uint8Array | undefined
  /** The call that made the yield gave the data too: until protocol 83 it is no yield then. */
  readonly isAnswered: boolean
}

export type VmReturn =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly data: Uint8Array }
  | { readonly kind: 'receipt'; readonly receiptIndex: number }

/** One call out of a contract. `gasBurnt` is the host's part, without the contract's own operators. */
export type HostCall = { readonly name: string; readonly gasBurnt: bigint }

/** Gas burnt per host or action cost name (nearcore `Cost` names in SCREAMING_SNAKE form). */
export type GasProfile = ReadonlyMap<string, bigint>

export type VmError = {
  /** The `FunctionCallError` value as it appears in outcomes (three shapes only). */
  readonly outcome: ErrorJson
  /** Rust debug form used by view calls, such as `HostError(GuestPanic { panic_msg: "x" })`. */
  readonly debug: string
}

export type VmOutcome = {
  readonly balanceYocto: bigint
  readonly storageUsage: bigint
  readonly returned: VmReturn
  readonly burntGas: bigint
  /** burntGas plus gas attached to promises. */
  readonly usedGas: bigint
  readonly logs: readonly string[]
  readonly receipts: readonly PromiseReceipt[]
  readonly profile: GasProfile
  /** Host functions in the order they were called, with the gas each burnt. */
  readonly hostCalls: readonly HostCall[]
  /** When set, the caller discards storage changes and receipts. */
  readonly aborted: VmError | undefined
}
