/**
 * The chain's own vocabulary: keys, actions, transactions, receipts and outcomes, as plain data.
 * Amounts are yoctoNEAR, gas is gas units, heights and nonces are u64; all of them bigint.
 * Field names follow nearcore `core/primitives`.
 */

export type AccountId = string

/** `ml-dsa-65-hash` only names a key in state: what an ML-DSA-65 key is filed under. */
export type KeyType = 'ed25519' | 'secp256k1' | 'ml-dsa-65' | 'ml-dsa-65-hash'

/** Raw key bytes without the Borsh tag (32 for ed25519, 64 for secp256k1, 1952 for ML-DSA-65). */
export type PublicKey = { readonly keyType: KeyType; readonly data: Uint8Array }

export type Signature = { readonly keyType: KeyType; readonly data: Uint8Array }

export type FunctionCallPermission = {
  /** `undefined` means unlimited. */
  readonly allowanceYocto: bigint | undefined
  readonly receiverId: AccountId
  readonly methodNames: readonly string[]
}

export type AccessKeyPermission =
  | { readonly kind: 'FullAccess' }
  | ({ readonly kind: 'FunctionCall' } & FunctionCallPermission)
  | { readonly kind: 'GasKeyFullAccess'; readonly balanceYocto: bigint; readonly numNonces: number }
  | ({
      readonly kind: 'GasKeyFunctionCall'
      readonly balanceYocto: bigint
      readonly numNonces: number
    } & FunctionCallPermission)

export type AccessKey = { readonly nonce: bigint; readonly permission: AccessKeyPermission }

/** How a global contract is named: by code hash (immutable) or by the account that deployed it. */
export type GlobalContractId =
  | { readonly kind: 'codeHash'; readonly codeHash: Uint8Array }
  | { readonly kind: 'accountId'; readonly accountId: AccountId }

export type StateInit = {
  readonly code: GlobalContractId
  readonly data: ReadonlyMap<string, Uint8Array>
}

/** What the bytes of a universal account's state init say (NEP-655). */
export type UniversalStateInit = {
  /** Absent in an account that only has keys. */
  readonly code: GlobalContractId | undefined
  readonly data: ReadonlyMap<string, Uint8Array>
  /** Keys with full access, as state files them. */
  readonly accessKeys: readonly PublicKey[]
}

export type Action =
  | { readonly kind: 'CreateAccount' }
  | { readonly kind: 'DeployContract'; readonly code: Uint8Array }
  | {
      readonly kind: 'FunctionCall'
      readonly methodName: string
      readonly args: Uint8Array
      readonly gas: bigint
      readonly depositYocto: bigint
    }
  | { readonly kind: 'Transfer'; readonly depositYocto: bigint }
  | { readonly kind: 'Stake'; readonly stakeYocto: bigint; readonly publicKey: PublicKey }
  | { readonly kind: 'AddKey'; readonly publicKey: PublicKey; readonly accessKey: AccessKey }
  | { readonly kind: 'DeleteKey'; readonly publicKey: PublicKey }
  | { readonly kind: 'DeleteAccount'; readonly beneficiaryId: AccountId }
  | { readonly kind: 'Delegate'; readonly delegate: SignedDelegateAction }
  | {
      readonly kind: 'DeployGlobalContract'
      readonly code: Uint8Array
      readonly mode: 'codeHash' | 'accountId'
    }
  | { readonly kind: 'UseGlobalContract'; readonly contract: GlobalContractId }
  | {
      readonly kind: 'DeterministicStateInit'
      readonly stateInit: StateInit
      readonly depositYocto: bigint
    }
  | {
      readonly kind: 'UniversalStateInit'
      /** Borsh of a {@link UniversalStateInit}, as it came: the account's id is its hash. */
      readonly stateInit: Uint8Array
      readonly depositYocto: bigint
    }
  | {
      readonly kind: 'TransferToGasKey'
      readonly publicKey: PublicKey
      readonly depositYocto: bigint
    }
  | {
      readonly kind: 'WithdrawFromGasKey'
      readonly publicKey: PublicKey
      readonly amountYocto: bigint
    }

/**
 * NEP-366 delegate action, or `DelegateActionV2` (NEP-611) when `versionTwo` is there. Inner actions
 * are never delegates themselves.
 */
export type DelegateAction = {
  readonly senderId: AccountId
  readonly receiverId: AccountId
  readonly actions: readonly Action[]
  readonly nonce: bigint
  readonly maxBlockHeight: bigint
  readonly publicKey: PublicKey
  /** Its `nonceIndex` says which nonce of a gas key is used; undefined for an ordinary key. */
  readonly versionTwo?: { readonly nonceIndex: number | undefined }
}

export type SignedDelegateAction = {
  readonly delegateAction: DelegateAction
  readonly signature: Signature
}

/** What `TransactionV1` adds (NEP-611). */
export type TransactionVersionOne = {
  /** Which nonce of a gas key is used; undefined for an ordinary key. */
  readonly nonceIndex: number | undefined
  /** `strict` takes the next nonce only. */
  readonly nonceMode: 'monotonic' | 'strict'
}

export type Transaction = {
  /** Absent in a V0 transaction. */
  readonly versionOne?: TransactionVersionOne
  readonly signerId: AccountId
  readonly publicKey: PublicKey
  readonly nonce: bigint
  readonly receiverId: AccountId
  readonly blockHash: Uint8Array
  readonly actions: readonly Action[]
}

export type SignedTransaction = {
  readonly transaction: Transaction
  readonly signature: Signature
  /** sha256 of the Borsh bytes of `transaction`. */
  readonly hash: Uint8Array
  /** Length of the signed Borsh encoding. */
  readonly encodedLength: number
}

export type DataReceiver = { readonly dataId: Uint8Array; readonly receiverId: AccountId }

export type ActionReceipt = {
  readonly kind: 'Action'
  readonly receiptId: Uint8Array
  readonly predecessorId: AccountId
  readonly receiverId: AccountId
  readonly signerId: AccountId
  readonly signerPublicKey: PublicKey
  readonly gasPriceYocto: bigint
  readonly outputDataReceivers: readonly DataReceiver[]
  readonly inputDataIds: readonly Uint8Array[]
  readonly actions: readonly Action[]
  readonly isPromiseYield: boolean
  /** Made by a function call: written as nearcore's `ActionReceiptV2`. */
  readonly isPromise?: true
  readonly refundTo: AccountId | undefined
  /** Made by a contract, not by a transaction, a delegate action or the protocol. */
  readonly isFromCall?: true
}

export type DataReceipt = {
  readonly kind: 'Data'
  readonly receiptId: Uint8Array
  readonly predecessorId: AccountId
  readonly receiverId: AccountId
  readonly dataId: Uint8Array
  /** `undefined` when the promise failed. */
  readonly data: Uint8Array | undefined
  readonly isPromiseResume: boolean
}

/** Brings a global contract's code to the shard; the code is usable once it has been processed. */
export type DistributionReceipt = {
  readonly kind: 'Distribution'
  readonly receiptId: Uint8Array
  readonly predecessorId: AccountId
  readonly receiverId: AccountId
  readonly contract: GlobalContractId
  readonly code: Uint8Array
  /** How often the contract was deployed under this name; from protocol 83. */
  readonly nonce: bigint | undefined
}

export type Receipt = ActionReceipt | DataReceipt | DistributionReceipt

/**
 * A chain error in nearcore's JSON form: unit variants are strings, the others one-key objects.
 * u64 are numbers, balances decimal strings (nearcore.md 4.8).
 */
export type ErrorJson = string | { readonly [variant: string]: unknown }

export type ExecutionStatus =
  | { readonly kind: 'Unknown' }
  | { readonly kind: 'SuccessValue'; readonly value: Uint8Array }
  | { readonly kind: 'SuccessReceiptId'; readonly receiptId: Uint8Array }
  | { readonly kind: 'Failure'; readonly error: ErrorJson }

export type GasProfileEntry = {
  readonly costCategory: 'ACTION_COST' | 'WASM_HOST_COST'
  readonly cost: string
  readonly gasUsed: bigint
}

/** The contract of a receipt's account just before one of its actions ran; none is `undefined`. */
export type ActionContract =
  | { readonly kind: 'local'; readonly codeHash: Uint8Array }
  | { readonly kind: 'global'; readonly contract: GlobalContractId }
  | undefined

export type ExecutionOutcome = {
  readonly id: Uint8Array
  readonly blockHash: Uint8Array
  readonly logs: readonly string[]
  readonly receiptIds: readonly Uint8Array[]
  readonly gasBurnt: bigint
  readonly tokensBurntYocto: bigint
  readonly executorId: AccountId
  readonly status: ExecutionStatus
  /** `undefined` for the transaction's own outcome (metadata version 1). */
  readonly gasProfile: readonly GasProfileEntry[] | undefined
  /** What the contract called, in order; not part of a node's outcomes. */
  readonly hostCalls?: readonly { readonly name: string; readonly gasBurnt: bigint }[]
  /** From protocol 85, of each action that was tried (metadata version 4). */
  readonly contracts?: readonly ActionContract[]
}
