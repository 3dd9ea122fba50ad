/** The money of one stream: what is set aside, delivered and booked, and the hash of what went out. */
import { createHash, type Hash } from 'node:crypto'
import type { LedgerEntry } from '../ledger/entry.js'
import type { Movement } from '../ledger/ledger.js'
import { creditYocto, entryPriceYocto, type Purchase } from './purchase.js'

export type StreamBill = {
  readonly purchase: Purchase
  /** Over the data lines that went out. */
  readonly response: Hash
  /** Set aside before, and not booked; the entry price counts as delivered with the first token. */
  heldYocto: bigint
  deliveredYocto: bigint
  outTokens: number
  /** What was accepted when the payer was last asked. */
  askedAtYocto: bigint
  isClosed: boolean
}

/** What a payer is asked for: everything booked, and what is owed before it is booked. */
export type Ask = { readonly entry: LedgerEntry; readonly aheadYocto: bigint }

export function openStreamBill(purchase: Purchase): StreamBill {
  return {
    purchase,
    response: createHash('sha256'),
    heldYocto: entryPriceYocto(purchase.offer, purchase.inTokens),
    deliveredYocto: 0n,
    outTokens: 0,
    askedAtYocto: -1n,
    isClosed: false,
  }
}

/** Whether what is set aside covers another token. */
export function hasRoom({ purchase, heldYocto, deliveredYocto, outTokens }: StreamBill): boolean {
  return outTokens > 0 && heldYocto - deliveredYocto >= purchase.offer.pricePerTokenYocto
}

/** Counts a chunk that is about to leave. */
export function deliver(bill: StreamBill): void {
  const { offer } = bill.purchase
  bill.deliveredYocto += aheadYocto(bill) + offer.pricePerTokenYocto
  bill.outTokens++
}

/** Adds a data line to what receipts hash. */
export function addSent({ response }: StreamBill, data: string): void {
  response.update(`${data}\n`)
}

/** The hash of what went out, and of a line that is about to. */
export function responseHash({ response }: StreamBill, line = ''): Uint8Array {
  return new Uint8Array(response.copy().update(line).digest())
}

/**
 * Books what was delivered and sets a block aside. `ask` is set when the payer should pay now: the entry
 * then holds a fresh receipt.
 */
export async function nextBlock(
  bill: StreamBill,
): Promise<{ readonly room: boolean; readonly ask?: Ask }> {
  const { purchase, deliveredYocto, outTokens } = bill
  const usage = { inTokens: purchase.inTokens, outTokens, cachedTokens: 0 }
  let asks = false
  const moved = await purchase.ledger.move(purchase.channelId, {
    spendYocto: deliveredYocto,
    hold: holdOf(purchase),
    receipt: async (prev, { entry, shortYocto }) => {
      asks = wantsPayment(bill, entry, shortYocto > 0n)
      return asks
        ? purchase.makeReceipt(prev, entry.spentYocto, usage, responseHash(bill))
        : undefined
    },
  })
  bill.heldYocto += moved.heldYocto - deliveredYocto
  bill.deliveredYocto = 0n
  const room = moved.shortYocto === 0n
  if (!asks) return { room }
  bill.askedAtYocto = moved.entry.acceptedYocto
  return { room, ask: { entry: moved.entry, aheadYocto: aheadYocto(bill) } }
}

/** A quarter of the window: one durable write covers several tokens, and parallel streams can share. */
function holdOf({ offer }: Purchase): NonNullable<Movement['hold']> {
  const priceYocto = offer.pricePerTokenYocto
  return {
    atLeastYocto: priceYocto,
    atMostYocto: priceYocto * BigInt(Math.max(1, offer.creditWindowTokens >> 2)),
    unitYocto: priceYocto,
    creditYocto: creditYocto(offer),
  }
}

/** The entry price is owed as soon as the answer begins, and booked with its first token. */
function aheadYocto({ purchase, outTokens }: StreamBill): bigint {
  return outTokens === 0 ? entryPriceYocto(purchase.offer, purchase.inTokens) : 0n
}

function wantsPayment(bill: StreamBill, entry: LedgerEntry, isShort: boolean): boolean {
  const unpaidYocto = entry.spentYocto - entry.acceptedYocto + (isShort ? aheadYocto(bill) : 0n)
  const due = isShort ? unpaidYocto > 0n : unpaidYocto * 2n >= creditYocto(bill.purchase.offer)
  return due && bill.askedAtYocto !== entry.acceptedYocto
}
