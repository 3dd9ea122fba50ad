import { bytesKey } from '../../primitives/hash.js'
import type { AccountId, ActionReceipt, Receipt } from '../../primitives/types.js'

export type Postponed = { readonly receipt: ActionReceipt; readonly pending: number }

export type PendingYield = {
  readonly accountId: AccountId
  readonly dataId: Uint8Array
  /** Height at which it times out. */
  readonly expiresAt: bigint
  /** The receipt that ends it for lack of an answer is on its way. */
  readonly timedOut: boolean
  /** An answer is on its way, so that a time-out no longer counts (nearcore `ResumeInitiated`). */
  readonly resumed: boolean
}

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
  /** Yields that nobody has ended, oldest first. */
  readonly yields: Map<string, PendingYield>
  /** Data ids of pending yields whose id the contract chose, by account and yield id. */
  readonly namedYields: Map<string, Uint8Array>
  /** Where a data id stands in `namedYields`. */
  readonly yieldNames: Map<string, string>
}

export function emptyQueues(): Queues {
  return {
    incoming: [],
    delayed: [],
    postponed: new Map(),
    waiting: new Map(),
    received: new Map(),
    yields: new Map(),
    namedYields: new Map(),
    yieldNames: new Map(),
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
    namedYields: new Map(queues.namedYields),
    yieldNames: new Map(queues.yieldNames),
  }
}

/** Data ids are only unique within an account. */
export function dataSlot(accountId: AccountId, dataId: Uint8Array): string {
  return `${accountId}:${bytesKey(dataId)}`
}

/** Notes the id that a contract chose for a yield. */
export function nameYield(
  queues: Queues,
  accountId: AccountId,
  yieldId: Uint8Array,
  dataId: Uint8Array,
): void {
  const name = dataSlot(accountId, yieldId)
  queues.namedYields.set(name, dataId)
  queues.yieldNames.set(dataSlot(accountId, dataId), name)
}

/** Notes that an answer to a pending yield is on its way. */
export function noteResume(queues: Queues, slot: string): void {
  const pending = queues.yields.get(slot)
  if (pending !== undefined) queues.yields.set(slot, { ...pending, resumed: true })
}

/** Takes a yield away with its name; false when it is not pending. */
export function endYield(queues: Queues, slot: string): boolean {
  const name = queues.yieldNames.get(slot)
  if (name !== undefined) queues.namedYields.delete(name)
  queues.yieldNames.delete(slot)
  return queues.yields.delete(slot)
}
