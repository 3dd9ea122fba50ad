/** The in-process API: a chain without ports. */
import type { AccountId } from './primitives/types.js'
import type { Chain, ChainSnapshot } from './runtime/types/chain.js'
import type { ProfileName } from './vm/types/config.js'

export type DevnetOptions = {
  /** Protocol tables to follow; 86 unless told. */
  readonly profile?: ProfileName
  readonly chainId?: string
  /** Extra genesis accounts and their balances; each gets a fresh key. */
  readonly accounts?: Readonly<Record<AccountId, { readonly balanceYocto: bigint }>>
  /** The account that owns the sub-account namespace; `test.near` unless told. */
  readonly rootAccountId?: AccountId
  /** `real` follows the machine's clock; `manual` moves one second a block. Default `manual`. */
  readonly clock?: 'real' | 'manual'
  readonly genesisTimestampNs?: bigint
  /** Makes keys and block randomness repeatable. */
  readonly seed?: string
  /** Folder for a durable chain; in memory without it. */
  readonly persist?: string
  /** Whether a durable chain waits for the disk with every block; default false. */
  readonly syncs?: boolean
}

export type DevnetAccount = {
  readonly accountId: AccountId
  /** `ed25519:<base58 of 64 bytes>`, as near-api-js reads it. */
  readonly secretKey: string
  readonly publicKey: string
}

export type CallOptions = { readonly gas?: bigint; readonly depositYocto?: bigint }

export type ReceiptTrace = {
  readonly receiptId: string
  readonly executorId: AccountId
  readonly gasBurnt: bigint
  /** Zero for a refund, whose gas is free. */
  readonly tokensBurntYocto: bigint
  readonly logs: readonly string[]
  readonly status: unknown
  /** Gas burnt per cost name, `WASM_INSTRUCTION` included. */
  readonly gasProfile: Readonly<Record<string, bigint>>
  /** Host functions in the order they were called; at most 4 096 of each call. */
  readonly hostCalls: readonly { readonly name: string; readonly gasBurnt: bigint }[]
}

export type CallResult = {
  readonly transactionHash: string
  readonly ok: boolean
  /** Bytes of the final success value. */
  readonly value: Uint8Array | undefined
  /** The first failure in nearcore's JSON form. */
  readonly failure: unknown
  /** Logs of all receipts in execution order. */
  readonly logs: readonly string[]
  /** Of the transaction and all receipts but refunds, whose gas is free. */
  readonly totalGasBurnt: bigint
  readonly totalTokensBurntYocto: bigint
  readonly receipts: readonly ReceiptTrace[]
}

export type ListenOptions = {
  readonly port?: number
  /** Loopback unless told otherwise. */
  readonly host?: string
  /** Longer bodies get HTTP 413; 10 MiB unless told. */
  readonly maxBodyBytes?: number
  /** Requests past so many at once get HTTP 503; 4,096 unless told. */
  readonly maxConcurrentRequests?: number
}

export type DevnetServer = {
  readonly url: string
  readonly port: number
  readonly close: () => Promise<void>
}

export type Devnet = {
  readonly chain: Chain
  readonly root: DevnetAccount
  readonly accounts: ReadonlyMap<AccountId, DevnetAccount>
  /** Makes a funded account; a sub-account of the root when the name has the root's suffix. */
  readonly createAccount: (accountId: AccountId, balanceYocto: bigint) => Promise<DevnetAccount>
  readonly deploy: (account: DevnetAccount, wasm: Uint8Array) => Promise<CallResult>
  /** Publishes code as a global contract under its hash, at the account's cost. */
  readonly publish: (account: DevnetAccount, wasm: Uint8Array) => Promise<CallResult>
  /** `args` as JSON value or raw bytes. Runs blocks until every receipt has executed. */
  readonly call: (
    signer: DevnetAccount,
    contractId: AccountId,
    methodName: string,
    args: unknown,
    options?: CallOptions,
  ) => Promise<CallResult>
  /** Decoded JSON result; throws with the VM error's text. */
  readonly view: (contractId: AccountId, methodName: string, args?: unknown) => Promise<unknown>
  readonly viewRaw: (
    contractId: AccountId,
    methodName: string,
    args: Uint8Array,
  ) => Promise<Uint8Array>
  readonly balanceYocto: (accountId: AccountId) => bigint
  /** One JSON-RPC call; resolves to `result`, rejects with an `RpcError`. */
  readonly request: (method: string, params: unknown) => Promise<unknown>
  /** Serves JSON-RPC on loopback; port 0 chooses a free one. */
  readonly listen: (options?: ListenOptions) => Promise<DevnetServer>
  readonly snapshot: () => ChainSnapshot
  readonly revert: (snapshot: ChainSnapshot) => void
  readonly advanceTime: (deltaNs: bigint) => void
  readonly produceBlocks: (count: number) => void
  readonly close: () => Promise<void>
}
