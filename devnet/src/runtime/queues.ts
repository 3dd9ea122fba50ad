import { bytesKey } from '../primitives/hash.js'
import type { AccountId, ActionReceipt, Receipt } from '../primitives/types.js'

export type Postponed = { readonly receipt: ActionReceipt; readonly pending: number }

/** Receipts between blocks. Kept beside the trie, so the state root does not cover them. */
export type Queues = {
  /** Made by the last block, to be run by the next one. */
  incoming: Receipt[]
  /** Left over when a block reached its gas limit. */
  delayed: Receipt[]
  /** Waiting for data, by receipt id. */
  readonly postponed: Map<string, Postponed>
  /** Which receipt waits for a data id, by account and data id. */
  readonly waiting: Map<string, string>
  /** Data that has arrived and was not used yet; undefined for a failed promise. */
  readonly received: Map<string, Uint8Array | undefined>
  /** Yields and the height at which they time out. */
  readonly yields: Map<
    string,
    { readonly accountId: AccountId; readonly dataId: Uint8Array; readonly expiresAt: bigint }
  >
}

export function emptyQueues(): Queues {
  return {
    incoming: [],
    delayed: [],
    postponed: new Map(),
    waiting: new Map(),
    received: new Map(),
    yields: new Map(),
  }
}

export function copyQueues(queues: Queues): Queues {
  return {
    incoming: queues.incoming.slice(),
    delayed: queues.delayed.slice(),
    postponed: new Map(queues.postponed),
    waiting: new Map(queues.waiting),
    received: new Map(queues.received),
    yields: new Map(queues.yields),
  }
}

/** Data ids are only unique within an account. */
export function dataSlot(accountId: AccountId, dataId: Uint8Array): string {
  return `${accountId}:${bytesKey(dataId)}`
}
