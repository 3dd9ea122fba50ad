import { createHash } from 'node:crypto'
import { usageCostYocto } from '../../wire/usage.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { costOf, creditYocto, entryPriceYocto, finalUsage, type Purchase } from './purchase.js'
import type { Usage } from './receipt-maker.js'

/** The money of one stream: what is set aside, delivered and booked, and the hash of what went out. */
export type StreamBill = {
  readonly hasRoom: () => boolean
  /** Counts a chunk that is about to leave. */
  readonly deliver: () => void
  /** Adds a data line to what receipts hash. */
  readonly sent: (data: string) => void
  /**
   * Books what was delivered and sets a block aside. `ask` is set when the payer should pay now: the
   * entry then holds a fresh receipt.
   */
  readonly nextBlock: () => Promise<{ readonly room: boolean; readonly ask?: Ask }>
  /** Books the end once: what was delivered is spent, everything else released. */
  readonly close: (withReceipt: boolean, report: unknown) => Promise<StreamEnd | undefined>
}

/** What a payer is asked for: everything booked, and what is owed before it is booked. */
export type Ask = { readonly entry: LedgerEntry; readonly aheadYocto: bigint }

export type StreamEnd = {
  readonly entry: LedgerEntry
  /** The usage that the last chunk carries, with its `cost`. */
  readonly usage: Readonly<Record<string, unknown>>
  readonly totalYocto: bigint
  /** Of everything sent and, with a receipt, the last chunk. */
  readonly responseHash: Uint8Array
}

export function createStreamBill(
  purchase: Purchase,
  lastChunk: (usage: StreamEnd['usage']) => string,
): StreamBill {
  const { offer, ledger, channelId } = purchase
  const priceYocto = offer.pricePerTokenYocto
  const windowYocto = creditYocto(offer)
  // A quarter of the window: one durable write covers several tokens, and parallel streams can share.
  const blockTokens = BigInt(Math.max(1, offer.creditWindowTokens >> 2))
  const response = createHash('sha256')
  /** Set aside before, and not booked; the entry price counts as delivered with the first token. */
  let heldYocto = entryPriceYocto(offer, purchase.inTokens)
  let deliveredYocto = 0n
  let outTokens = 0
  let askedAtYocto = -1n
  let closed = false

  const hashWith = (line: string): Uint8Array =>
    new Uint8Array(response.copy().update(line).digest())
  /** The entry price is owed as soon as the answer begins, and booked with its first token. */
  const aheadYocto = (): bigint =>
    outTokens === 0 ? entryPriceYocto(offer, purchase.inTokens) : 0n
  const wantsPayment = (entry: LedgerEntry, isShort: boolean): boolean => {
    const unpaidYocto = entry.spentYocto - entry.acceptedYocto + (isShort ? aheadYocto() : 0n)
    const due = isShort ? unpaidYocto > 0n : unpaidYocto * 2n >= windowYocto
    return due && askedAtYocto !== entry.acceptedYocto
  }
  return {
    hasRoom: () => outTokens > 0 && heldYocto - deliveredYocto >= priceYocto,
    deliver: () => {
      if (outTokens === 0) deliveredYocto += entryPriceYocto(offer, purchase.inTokens)
      deliveredYocto += priceYocto
      outTokens++
    },
    sent: (data) => {
      response.update(`${data}\n`)
    },
    nextBlock: async () => {
      const usage = { inTokens: purchase.inTokens, outTokens, cachedTokens: 0 }
      let asks = false
      const moved = await ledger.move(channelId, {
        spendYocto: deliveredYocto,
        hold: {
          atLeastYocto: priceYocto,
          atMostYocto: priceYocto * blockTokens,
          unitYocto: priceYocto,
          creditYocto: windowYocto,
        },
        receipt: async (prev, { entry, shortYocto }) => {
          asks = wantsPayment(entry, shortYocto > 0n)
          return asks
            ? purchase.makeReceipt(prev, entry.spentYocto, usage, hashWith(''))
            : undefined
        },
      })
      heldYocto += moved.heldYocto - deliveredYocto
      deliveredYocto = 0n
      const room = moved.shortYocto === 0n
      if (!asks) return { room }
      askedAtYocto = moved.entry.acceptedYocto
      return { room, ask: { entry: moved.entry, aheadYocto: aheadYocto() } }
    },
    close: async (withReceipt, report) => {
      if (closed) return undefined
      closed = true
      // No byte of content, no charge.
      const counted = finalUsage(report, purchase.inTokens, outTokens)
      const usage = outTokens === 0 ? { inTokens: 0, outTokens: 0, cachedTokens: 0 } : counted
      const totalYocto =
        outTokens === 0 ? 0n : offer.pricePerRequestYocto + usageCostYocto(offer, usage)
      const bookedYocto =
        outTokens === 0
          ? 0n
          : entryPriceYocto(offer, purchase.inTokens) + BigInt(outTokens) * priceYocto
      let written: StreamEnd['usage'] = {}
      let responseHash = hashWith('')
      const { entry } = await ledger.move(channelId, {
        spendYocto: deliveredYocto,
        releaseYocto: heldYocto - deliveredYocto,
        refundYocto: bookedYocto - totalYocto,
        receipt: async (prev, { entry: { spentYocto } }) => {
          if (!withReceipt) return undefined
          const cost = {
            ...costOf(offer, usage),
            total: `${totalYocto}`,
            cumulative: `${spentYocto}`,
          }
          written = { ...countsOf(usage), ...(report ?? {}), cost }
          responseHash = hashWith(`${lastChunk(written)}\n`)
          return purchase.makeReceipt(prev, spentYocto, usage, responseHash)
        },
      })
      return { entry, usage: written, totalYocto, responseHash }
    },
  }
}

function countsOf({ inTokens, outTokens }: Usage): Readonly<Record<string, number>> {
  return {
    prompt_tokens: inTokens,
    completion_tokens: outTokens,
    total_tokens: inTokens + outTokens,
  }
}
