import { encodeJson } from '../bytes.js'
import { receiptHeader } from '../meter.js'
import { usageCostYocto } from '../receipts.js'
import { asObject, countOf, parseObject } from './gate-request.js'
import { costOf, entryPriceYocto, finalUsage, type Purchase } from './purchase.js'
import { receiptFields, sha256 } from './receipt-maker.js'

/**
 * Bills a response that comes in one piece: what was set aside for `maxTokens` is spent as far as the
 * reported usage goes and the rest released. The costs stand in `usage` and the receipt in a header.
 */
export async function billWhole(
  upstream: Response,
  purchase: Purchase,
  maxTokens: number,
): Promise<Response> {
  const { offer, ledger, channelId } = purchase
  const original = new Uint8Array(await upstream.arrayBuffer())
  const document = parseObject(original)
  const reported = asObject(document?.usage)
  const outTokens = Math.min(countOf(reported?.completion_tokens), maxTokens)
  const usage = finalUsage(reported, purchase.inTokens, outTokens)
  const heldYocto =
    entryPriceYocto(offer, purchase.inTokens) + offer.pricePerTokenYocto * BigInt(maxTokens)
  const spendYocto = offer.pricePerRequestYocto + usageCostYocto(offer, usage)
  const cost = costOf(offer, usage)
  const body =
    document === undefined
      ? original
      : new TextEncoder().encode(JSON.stringify({ ...document, usage: { ...reported, cost } }))
  const { entry } = await ledger.move(channelId, {
    spendYocto,
    releaseYocto: heldYocto - spendYocto,
    receipt: (prev, moved) =>
      purchase.makeReceipt(prev, moved.entry.spentYocto, usage, sha256(body)),
  })
  const headers = new Headers(upstream.headers)
  headers.delete('content-length')
  const fields = entry.receipt === undefined ? {} : receiptFields(entry.receipt)
  const amounts = {
    channelId,
    cost: cost.total,
    spentCumulative: `${entry.spentYocto}`,
    acceptedCumulative: `${entry.acceptedYocto}`,
  }
  headers.set(receiptHeader, encodeJson({ ...amounts, ...fields }))
  return new Response(body, { status: upstream.status, headers })
}
