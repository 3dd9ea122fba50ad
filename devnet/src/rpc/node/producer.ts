/** Makes blocks: at once when there is work, and slowly when there is none on the real clock. */
import type { ErrorJson, SignedTransaction } from '../../primitives/types.js'
import { u64Json } from '../../primitives/u64-json.js'
import { createChunkRoom } from '../../runtime/checks/chunk-limits.js'
import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { BlockClock } from './clock.js'
import { createMempool, hexOf, nonceName } from './mempool.js'

const maxTransactionsPerBlock = 1_000
const maxRememberedRejections = 10_000

export type SubmitResult =
  | { readonly kind: 'queued' }
  /** Already executed or already waiting: a resend changes nothing. */
  | { readonly kind: 'known' }
  | { readonly kind: 'invalid'; readonly error: ErrorJson }
  | { readonly kind: 'full' }

export type Producer = {
  readonly clock: BlockClock
  /** Checks a transaction and queues it; a block follows without further calls. */
  readonly submit: (signed: SignedTransaction) => SubmitResult
  readonly isWaiting: (hash: Uint8Array) => boolean
  /** Why a queued transaction was left out of its block, in nearcore's `InvalidTxError` form. */
  readonly rejection: (hash: Uint8Array) => ErrorJson | undefined
  /** Resolves with the first defined probe result, probing after each block; else `undefined`. */
  readonly waitFor: <T>(probe: () => T | undefined, timeoutMs: number) => Promise<T | undefined>
  readonly produceBlock: () => Block
  /** Makes blocks until nothing is queued or in flight. */
  readonly runUntilIdle: () => void
  /** Moves time forward and makes a block that shows it. */
  readonly advanceTime: (deltaNs: bigint) => Block
  /** Makes a block with exactly that timestamp, which must be later than the head's. */
  readonly setTime: (timestampNs: bigint) => Block
  readonly fastForward: (deltaHeight: bigint, blockTimeNs: bigint) => Block
  /** Forgets queued transactions, as a revert must. */
  readonly clear: () => void
  readonly stop: () => void
}

type Waiter = {
  readonly check: () => void
  readonly fail: (error: unknown) => void
  readonly giveUp: () => void
}

export type ProducerOptions = {
  readonly chain: Chain
  readonly clock: BlockClock
  /** Period of empty blocks; 0 for none. */
  readonly idleBlockMs: number
  readonly maxWaitingTransactions?: number
}

/** Starts a producer; the timers it uses never keep the process alive. */
export function createProducer(options: ProducerOptions): Producer {
  const { chain, clock } = options
  const maxWaiting = options.maxWaitingTransactions ?? 20_000
  const mempool = createMempool()
  const rejections = new Map<string, ErrorJson>()
  const waiters = new Set<Waiter>()
  let scheduled: NodeJS.Immediate | undefined
  let stopped = false
  const idleTimer =
    options.idleBlockMs > 0
      ? setInterval(() => {
          if (scheduled === undefined) produceUnattended()
        }, options.idleBlockMs)
      : undefined
  idleTimer?.unref()

  const hasWork = (): boolean => mempool.size() > 0 || chain.hasPendingWork()

  function schedule(): void {
    if (scheduled !== undefined || stopped) return
    scheduled = setImmediate(() => {
      scheduled = undefined
      if (hasWork() && produceUnattended() && hasWork()) schedule()
    })
  }

  // Nobody is there to catch what a timer throws: those who wait for the block are told instead.
  function produceUnattended(): boolean {
    try {
      produceBlock()
      return true
    } catch (error) {
      for (const waiter of [...waiters]) waiter.fail(error)
      return false
    }
  }

  function produceBlock(): Block {
    return produceBlockAt(clock.nextNs(chain.head().header.timestampNs))
  }

  function produceBlockAt(timestampNs: bigint): Block {
    queueTransactions()
    const block = chain.produceBlock(timestampNs)
    wake()
    return block
  }

  // What a chunk producer checks again: another transaction may have used the nonce meanwhile.
  function queueTransactions(): void {
    if (mempool.size() === 0) return
    const state = chain.state({ kind: 'head' })
    const lastNonce = new Map<string, bigint>()
    const room = createChunkRoom(chain.config, chain.head())
    let count = 0
    mempool.take((signed) => {
      if (count === maxTransactionsPerBlock || !room.hasRoomFor(signed)) return 'full'
      const { nonce } = signed.transaction
      const name = nonceName(signed)
      const keyNonce = lastNonce.get(name) ?? state?.nonceOf(signed.transaction)
      if (keyNonce !== undefined && nonce <= keyNonce) {
        reject(signed, { InvalidNonce: { tx_nonce: u64Json(nonce), ak_nonce: u64Json(keyNonce) } })
        return 'dropped'
      }
      lastNonce.set(name, nonce)
      room.add(signed)
      chain.submit(signed)
      count++
      return 'taken'
    })
  }

  function reject(signed: SignedTransaction, error: ErrorJson): void {
    rejections.set(hexOf(signed.hash), error)
    if (rejections.size > maxRememberedRejections) {
      const oldest = rejections.keys().next().value
      if (oldest !== undefined) rejections.delete(oldest)
    }
  }

  function wake(): void {
    for (const waiter of [...waiters]) waiter.check()
  }

  return {
    clock,
    submit: (signed) => {
      const known =
        chain.transaction(signed.hash) !== undefined ||
        mempool.get(hexOf(signed.hash)) !== undefined
      if (known) return { kind: 'known' }
      if (mempool.size() >= maxWaiting) return { kind: 'full' }
      const check = chain.checkTransaction(signed)
      if (!check.ok) return { kind: 'invalid', error: check.error }
      rejections.delete(hexOf(signed.hash))
      mempool.add(signed)
      schedule()
      return { kind: 'queued' }
    },
    isWaiting: (hash) => mempool.get(hexOf(hash)) !== undefined,
    rejection: (hash) => rejections.get(hexOf(hash)),
    waitFor: <T>(probe: () => T | undefined, timeoutMs: number) =>
      new Promise<T | undefined>((resolve, reject) => {
        const settle = (finish: () => void): void => {
          clearTimeout(timer)
          waiters.delete(waiter)
          finish()
        }
        const waiter: Waiter = {
          check: () => {
            try {
              const result = probe()
              if (result !== undefined) settle(() => resolve(result))
            } catch (error) {
              settle(() => reject(error))
            }
          },
          fail: (error) => settle(() => reject(error)),
          giveUp: () => settle(() => resolve(undefined)),
        }
        // A busy machine is not a dead chain: while there is work, its next block is what is waited for.
        const onTimer = (): void => {
          if (!stopped && hasWork()) timer = setTimeout(onTimer, timeoutMs)
          else waiter.giveUp()
        }
        let timer = setTimeout(onTimer, timeoutMs)
        waiters.add(waiter)
        waiter.check()
        if (waiters.has(waiter) && hasWork()) schedule()
      }),
    produceBlock,
    runUntilIdle: () => {
      while (hasWork()) produceBlock()
    },
    advanceTime: (deltaNs) => {
      clock.advance(deltaNs)
      return produceBlock()
    },
    setTime: (timestampNs) => {
      clock.set(timestampNs)
      return produceBlockAt(timestampNs)
    },
    fastForward: (deltaHeight, blockTimeNs) => {
      const headNs = chain.head().header.timestampNs
      const deltaNs = deltaHeight * blockTimeNs
      clock.advance(deltaNs)
      const earliestNs = headNs + deltaNs
      const clockNs = clock.nextNs(headNs)
      const block = chain.fastForward(deltaHeight, laterNs(clockNs, earliestNs))
      wake()
      return block
    },
    clear: () => {
      mempool.clear()
      rejections.clear()
    },
    stop: () => {
      stopped = true
      if (idleTimer !== undefined) clearInterval(idleTimer)
      if (scheduled !== undefined) clearImmediate(scheduled)
      scheduled = undefined
      for (const waiter of [...waiters]) waiter.giveUp()
    },
  }
}

function laterNs(leftNs: bigint, rightNs: bigint): bigint {
  if (leftNs > rightNs) return leftNs
  return rightNs
}
