import type {
  AccessKey,
  AccountId,
  ErrorJson,
  GlobalContractId,
  PublicKey,
  Transaction,
} from '../../primitives/types.js'
import type { VmOutcome } from '../../vm/types/interface.js'
import type { Account } from './account.js'
import type { Block } from './block.js'

export type ViewCallResult =
  | { readonly ok: true; readonly result: Uint8Array; readonly outcome: VmOutcome }
  | {
      readonly ok: false
      /** nearcore `FunctionCallError`. */
      readonly error: ErrorJson
      /** The same in Rust's debug form. */
      readonly errorDebug: string
      readonly outcome: VmOutcome | undefined
    }

/** Read-only state at one block. */
export type StateView = {
  readonly block: Block
  /** All accounts in key order. */
  readonly accountIds: () => Iterable<AccountId>
  readonly account: (accountId: AccountId) => Account | undefined
  readonly code: (accountId: AccountId) => Uint8Array | undefined
  readonly accessKey: (accountId: AccountId, publicKey: PublicKey) => AccessKey | undefined
  readonly accessKeys: (
    accountId: AccountId,
  ) => readonly { readonly publicKey: PublicKey; readonly accessKey: AccessKey }[]
  /** The nonces of a gas key, in order; undefined when there is no such gas key. */
  readonly gasKeyNonces: (
    accountId: AccountId,
    publicKey: PublicKey,
  ) => readonly bigint[] | undefined
  /** The nonce that a transaction must pass. */
  readonly nonceOf: (transaction: Transaction) => bigint | undefined
  /** Contract records in key order, below a prefix. */
  readonly records: (
    accountId: AccountId,
    prefix: Uint8Array,
  ) => Iterable<{ readonly key: Uint8Array; readonly value: Uint8Array }>
  /** Trie nodes, in Borsh, that show all records of a contract below a prefix. */
  readonly recordsProof: (accountId: AccountId, prefix: Uint8Array) => readonly Uint8Array[]
  readonly globalCode: (id: GlobalContractId) => Uint8Array | undefined
  readonly call: (accountId: AccountId, methodName: string, args: Uint8Array) => ViewCallResult
}
