import { sha256 } from '@noble/hashes/sha2.js'
import { noAck } from '../../messages/voucher.js'
import {
  type Evidence,
  freshEntry,
  type LedgerEntry,
  laneBaseYocto,
  reachYocto,
  type SettledOnChain,
  type SignedMessage,
  totalHeldYocto,
  withClaim,
} from './entry.js'
import type { LedgerStore } from './store.js'

/** A checked claim of the payer on one lane. */
export type Claim = {
  readonly channelId: string
  readonly lane: number
  readonly cumulativeYocto: bigint
  readonly evidence: Evidence
}

/** The deposit does not cover a claim beside what was accepted on the channel; it changed nothing. */
export class DepositExceededError extends Error {
  override readonly name = 'DepositExceededError'
}

/** What happens to money set aside, and how much more to set aside, in one durable step. */
export type Movement = {
  /** A checked claim to take in first, as `accept` does and with its error. */
  readonly claim?: { readonly claim: Claim; readonly onChain: SettledOnChain }
  /** Held before by this instance and delivered now. */
  readonly spendYocto?: bigint
  /** Held before by this instance and not delivered. */
  readonly releaseYocto?: bigint
  /** Spent before, and too much: the final count was lower. */
  readonly refundYocto?: bigint
  readonly hold?: {
    /** Nothing is held unless this much can be. */
    readonly atLeastYocto: bigint
    readonly atMostYocto: bigint
    /** What is held beyond `atLeastYocto` is a multiple of this. */
    readonly unitYocto: bigint
    /** What may stay unpaid. */
    readonly creditYocto: bigint
  }
  /**
   * Signs the usage receipt that follows `prevReceiptHash`; it becomes the channel's last. None when
   * it returns undefined. Called again when another change of the channel came first.
   */
  readonly receipt?: (
    prevReceiptHash: Uint8Array,
    moved: Moved,
  ) => Promise<SignedMessage | undefined>
}

export type Moved = {
  readonly entry: LedgerEntry
  readonly heldYocto: bigint
  /** What a payment would have to add for `atLeastYocto` to be held; 0 when it is. */
  readonly shortYocto: bigint
}

export type PayeeLedger = {
  readonly store: LedgerStore
  /** Names this process in what it holds. */
  readonly instance: string
  readonly entry: (channelId: string) => Promise<LedgerEntry | undefined>
  readonly entries: () => Promise<readonly LedgerEntry[]>
  /**
   * Takes in a checked claim; one lower than the best changes nothing and is still fine. Durable
   * when it resolves. On a channel not in the ledger, what the chain has settled counts as delivered.
   * Throws DepositExceededError when the channel would come to more than `coveredYocto`.
   */
  readonly accept: (claim: Claim, onChain: SettledOnChain) => Promise<LedgerEntry>
  /** Enters a channel on which nothing counts as paid yet; one that is known stays as it is. */
  readonly open: (channelId: string, onChain: SettledOnChain) => Promise<LedgerEntry>
  /** Spends, releases and holds; `spent + held` never passes `accepted + credit`. */
  readonly move: (channelId: string, movement: Movement) => Promise<Moved>
  /**
   * To be called once at start: lets go of what an earlier process of the same instance name held
   * when it died. Returns how many channels that touched.
   */
  readonly recover: () => Promise<number>
}

/** A ledger over a store. Every change is one compare-and-set; nothing is locked across other work. */
export function createPayeeLedger(store: LedgerStore, instance = 'main'): PayeeLedger {
  const update = async (
    channelId: string,
    change: (entry: LedgerEntry | undefined) => LedgerEntry | Promise<LedgerEntry>,
  ): Promise<LedgerEntry> => {
    for (;;) {
      const stored = await store.get(channelId)
      const changed = change(stored?.value)
      const next = changed instanceof Promise ? await changed : changed
      if (next === stored?.value || (await store.put(next, stored?.version ?? 0))) return next
    }
  }

  return {
    store,
    instance,
    entry: async (channelId) => (await store.get(channelId))?.value,
    entries: () => store.list(),
    accept: (claim, onChain) => update(claim.channelId, (now) => withChecked(now, claim, onChain)),
    open: (channelId, onChain) => update(channelId, (now) => now ?? freshEntry(channelId, onChain)),
    move: async (channelId, movement) => {
      let granted: Pick<Moved, 'heldYocto' | 'shortYocto'> = { heldYocto: 0n, shortYocto: 0n }
      const { claim } = movement
      const entry = await update(channelId, (before) => {
        const now = claim ? withChecked(before, claim.claim, claim.onChain) : before
        if (now === undefined) throw new Error(`no payment was ever accepted on ${channelId}`)
        const moved = applyMovement(now, instance, movement)
        granted = moved
        return movement.receipt === undefined ? moved.entry : withReceipt(moved, movement.receipt)
      })
      return { ...granted, entry }
    },
    recover: async () => {
      const left = (await store.list()).filter((entry) => (entry.heldYocto[instance] ?? 0n) > 0n)
      for (const { channelId } of left) {
        await update(channelId, (now) => {
          if (now === undefined) throw new Error(`the entry of ${channelId} vanished`)
          return withHeld(now, instance, 0n)
        })
      }
      return left.length
    },
  }
}

function withChecked(
  known: LedgerEntry | undefined,
  { channelId, lane, cumulativeYocto, evidence }: Claim,
  onChain: SettledOnChain,
): LedgerEntry {
  const entry = known ?? freshEntry(channelId, onChain)
  const base = laneBaseYocto(onChain, lane)
  const after = withClaim(entry, lane, base, cumulativeYocto, evidence)
  const { coveredYocto } = onChain
  if (coveredYocto === undefined || after === entry) return after
  const reach = reachYocto(after, onChain)
  // Other claims may have come in since the caller looked.
  if (reach > coveredYocto && reach > reachYocto(entry, onChain))
    throw new DepositExceededError(`${channelId} covers ${coveredYocto}`)
  return after
}

/** Pure part of a movement; throws when more leaves than is held. */
function applyMovement(
  entry: LedgerEntry,
  instance: string,
  { spendYocto = 0n, releaseYocto = 0n, refundYocto = 0n, hold }: Movement,
): Moved {
  const heldYocto = (entry.heldYocto[instance] ?? 0n) - spendYocto - releaseYocto
  const spentYocto = entry.spentYocto + spendYocto - refundYocto
  if (spendYocto < 0n || releaseYocto < 0n || refundYocto < 0n || heldYocto < 0n || spentYocto < 0n)
    throw new Error(`more was spent on ${entry.channelId} than was held`)
  const settled = { ...withHeld(entry, instance, heldYocto), spentYocto }
  const unchanged = spendYocto === 0n && releaseYocto === 0n && refundYocto === 0n
  if (hold === undefined)
    return { entry: unchanged ? entry : settled, heldYocto: 0n, shortYocto: 0n }
  const roomYocto =
    settled.acceptedYocto + hold.creditYocto - settled.spentYocto - totalHeldYocto(settled)
  const shortYocto = hold.atLeastYocto - roomYocto
  if (shortYocto > 0n) return { entry: unchanged ? entry : settled, heldYocto: 0n, shortYocto }
  const extra = min(roomYocto, hold.atMostYocto) - hold.atLeastYocto
  const grant =
    hold.atLeastYocto + (hold.unitYocto > 0n ? (extra / hold.unitYocto) * hold.unitYocto : 0n)
  return {
    entry: withHeld(settled, instance, heldYocto + grant),
    heldYocto: grant,
    shortYocto: 0n,
  }
}

async function withReceipt(
  moved: Moved,
  sign: NonNullable<Movement['receipt']>,
): Promise<LedgerEntry> {
  const { entry } = moved
  const receipt = await sign(entry.receipt ? sha256(entry.receipt.message) : noAck, moved)
  return receipt === undefined ? entry : { ...entry, receipt }
}

function withHeld(entry: LedgerEntry, instance: string, yocto: bigint): LedgerEntry {
  const { [instance]: _, ...others } = entry.heldYocto
  return { ...entry, heldYocto: yocto === 0n ? others : { ...others, [instance]: yocto } }
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
