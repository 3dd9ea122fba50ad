import { usageCostYocto } from '../../wire/usage.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { costOf, entryPriceYocto, finalUsage } from './purchase.js'
import type { Usage } from './receipt-maker.js'
import { responseHash, type StreamBill } from './stream-bill.js'

export type StreamEnd = {
  readonly entry: LedgerEntry
  /** The usage that the last chunk carries, with its `cost`. */
  readonly usage: Readonly<Record<string, unknown>>
  readonly totalYocto: bigint
  /** Of everything sent and, with a receipt, the last chunk. */
  readonly responseHash: Uint8Array
}

/**
 * Books the end once: what was delivered is spent, everything else released. With a receipt when
 * `lastChunk`, which makes the last chunk of a usage, is given.
 */
export async function closeStreamBill(
  bill: StreamBill,
  report: unknown,
  lastChunk?: (usage: StreamEnd['usage']) => string,
): Promise<StreamEnd | undefined> {
  if (bill.isClosed) return undefined
  bill.isClosed = true
  const { purchase, deliveredYocto } = bill
  const { offer } = purchase
  const { usage, totalYocto, bookedYocto } = finalBill(bill, report)
  let written: StreamEnd['usage'] = {}
  let hash = responseHash(bill)
  const { entry } = await purchase.ledger.move(purchase.channelId, {
    spendYocto: deliveredYocto,
    releaseYocto: bill.heldYocto - deliveredYocto,
    refundYocto: bookedYocto - totalYocto,
    receipt: async (prev, { entry: { spentYocto } }) => {
      if (lastChunk === undefined) return undefined
      const total = { total: `${totalYocto}`, cumulative: `${spentYocto}` }
      const cost = { ...costOf(offer, usage), ...total }
      written = { ...countsOf(usage), ...(report ?? {}), cost }
      hash = responseHash(bill, `${lastChunk(written)}\n`)
      return purchase.makeReceipt(prev, spentYocto, usage, hash)
    },
  })
  return { entry, usage: written, totalYocto, responseHash: hash }
}

/** What counts in the end, and what was booked on the way. No byte of content, no charge. */
function finalBill({ purchase, outTokens }: StreamBill, report: unknown) {
  const { offer, inTokens } = purchase
  if (outTokens === 0) {
    const usage = { inTokens: 0, outTokens: 0, cachedTokens: 0 }
    return { usage, totalYocto: 0n, bookedYocto: 0n }
  }
  const usage = finalUsage(report, inTokens, outTokens)
  return {
    usage,
    totalYocto: offer.pricePerRequestYocto + usageCostYocto(offer, usage),
    bookedYocto: entryPriceYocto(offer, inTokens) + BigInt(outTokens) * offer.pricePerTokenYocto,
  }
}

function countsOf({ inTokens, outTokens }: Usage): Readonly<Record<string, number>> {
  return {
    prompt_tokens: inTokens,
    completion_tokens: outTokens,
    total_tokens: inTokens + outTokens,
  }
}
