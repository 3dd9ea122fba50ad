import type { Transport } from '../transports/transport.js'
import type { Clock } from './clock.js'
import type { Journal } from './journal.js'

/** An account and the key it signs with. */
export type Account = { readonly accountId: string; readonly secretKey: `ed25519:${string}` }

/** Where transactions go and how patiently they are followed. */
export type SendContext = {
  readonly transport: Transport
  readonly networkId: string
  readonly account: Account
  /** Remembers signed transactions before they are sent; without it nothing survives a crash. */
  readonly journal?: Journal | undefined
  /** Called with each hash before its transaction is sent. */
  readonly onSigned?: ((transactionHash: string) => void | Promise<void>) | undefined
  /** How long one send is followed before SDK_TX_UNKNOWN; 60 s unless given. */
  readonly timeoutMs?: number | undefined
  /** Blocks a transaction stays valid; 86 400 on every public network. Never set it below the network's. */
  readonly validityBlocks?: number | undefined
  readonly clock?: Clock | undefined
}

export type SendOptions = {
  /**
   * Stops waiting. Before the transaction is sent nothing happens; afterwards it may still be
   * applied, and SDK_TX_UNKNOWN carries its hash.
   */
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /**
   * Names the intention in the journal: a second send with the same key follows the first one's
   * transaction instead of signing another. Needs a journal.
   */
  readonly key?: string
}
