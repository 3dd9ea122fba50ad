import { encodeJson } from '../../../codecs/json.js'
import { receiptHeader } from '../../wire/names.js'
import type { ProblemType } from '../../wire/problem.js'
import { countOf, usageCostYocto } from '../../wire/usage.js'
import { answerFields } from './conditional.js'
import { takeAnswer } from './conditional-sale.js'
import { asObject, parseObject } from './inference-request.js'
import { costOf, entryPriceYocto, finalUsage, type Purchase } from './purchase.js'
import { receiptFields, sha256 } from './receipt-maker.js'

/**
 * Bills a response that comes in one piece: what was set aside for `maxTokens` is spent as far as the
 * reported usage goes and the rest released. The costs stand in `usage` and the receipt in a header.
 * For a conditional voucher the body is passed on as it came, because the TEE signs it, and the signature
 * stands beside the receipt. When there is none all is released, and the result is the problem.
 */
export async function billWhole(
  upstream: Response,
  purchase: Purchase,
  maxTokens: number,
): Promise<Response | ProblemType> {
  const { offer, ledger, channelId, sale } = purchase
  const original = new Uint8Array(await upstream.arrayBuffer())
  const document = parseObject(original)
  const reported = asObject(document?.usage)
  const outTokens = Math.min(countOf(reported?.completion_tokens), maxTokens)
  const usage = finalUsage(reported, purchase.inTokens, outTokens)
  const heldYocto =
    entryPriceYocto(offer, purchase.inTokens) + offer.pricePerTokenYocto * BigInt(maxTokens)
  const answer = sale && (await takeAnswer(sale, sha256(original), document?.id))
  if (sale !== undefined && typeof answer === 'string') {
    await ledger.move(channelId, { releaseYocto: heldYocto - sale.backedYocto })
    return answer
  }
  const spendYocto = offer.pricePerRequestYocto + usageCostYocto(offer, usage)
  const cost = costOf(offer, usage)
  const body =
    document === undefined || sale !== undefined
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
  const signed = typeof answer === 'object' ? answerFields(answer) : {}
  headers.set(receiptHeader, encodeJson({ ...amounts, ...fields, ...signed }))
  return new Response(body, { status: upstream.status, headers })
}
