import type { AccessKey, AccountId, GlobalContractId, PublicKey } from '../../primitives/types.js'

export type Account = {
  readonly amountYocto: bigint
  readonly lockedYocto: bigint
  readonly storageUsage: bigint
  /** 32 zero bytes when there is no local code. */
  readonly codeHash: Uint8Array
  readonly globalContract: GlobalContractId | undefined
  /**
   * Only of a universal account that waits for its state init (NEP-655): it has no keys, code or
   * records, and this is the nonce that its own transaction must pass by one.
   */
  readonly bootstrapNonce?: bigint
}

export type StatePatchRecord =
  | { readonly kind: 'Account'; readonly accountId: AccountId; readonly account: Account }
  | { readonly kind: 'Contract'; readonly accountId: AccountId; readonly code: Uint8Array }
  | {
      readonly kind: 'AccessKey'
      readonly accountId: AccountId
      readonly publicKey: PublicKey
      readonly accessKey: AccessKey
    }
  | {
      readonly kind: 'Data'
      readonly accountId: AccountId
      readonly key: Uint8Array
      readonly value: Uint8Array
    }
