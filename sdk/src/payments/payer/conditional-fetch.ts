import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../../codecs/bytes.js'
import { decodeJson, member, parseJson } from '../../codecs/json.js'
import { conditionFor } from '../messages/condition.js'
import { encodeCredential } from '../wire/credential.js'
import { receiptHeader } from '../wire/names.js'
import type { Offer } from '../wire/offer.js'
import { checkAnswer } from './answer-check.js'
import { payWhole } from './meter.js'
import { createReceiptBook } from './receipts.js'
import type { PayerSession } from './session-types.js'

/** The response is not the one that the TEE signed; it was not counted as owed. */
export class AnswerUnsignedError extends Error {
  override readonly name = 'AnswerUnsignedError'
}

export type ConditionalFetchOptions = {
  /** A lane of a channel that pins `teeKey`; one request at a time. */
  readonly session: PayerSession
  /** The provider's offer, checked by `checkOffer` when the channel was opened. */
  readonly offer: Offer
  /** Raw ed25519 key of the model's TEE: take it from its attestation, not from the provider. */
  readonly teeKey: Uint8Array
  /** The most that one answer may cost. */
  readonly upToYocto: bigint
  /** The fetch that does the requests; the global one unless given. */
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` for whole (not streamed) completions that pays each by a conditional voucher. Afterwards the
 * price by the provider's receipt counts as owed; what the voucher was worth beyond it pays for what
 * follows. Refusals are returned as they are, and cost nothing. Throws AnswerUnsignedError when the
 * signature or the response is another, ReceiptError when the receipt is wrong, BudgetError and RangeError
 * as `payFor` and `conditionFor` do.
 */
export function createConditionalFetch(
  options: ConditionalFetchOptions,
): (url: string, body: string) => Promise<Response> {
  const { session, offer, teeKey, upToYocto } = options
  const send = options.fetch ?? fetch
  const provider = {
    offer,
    session,
    receipts: createReceiptBook(offer, session.channelId),
    ticks: false,
  }
  return async (url, body) => {
    const request = utf8(body)
    const condition = conditionFor(String(member(parseJson(body), 'model') ?? ''), request)
    const authorization = encodeCredential(await session.payFor(condition, upToYocto))
    const headers = { authorization, 'content-type': 'application/json' }
    const response = await send(url, { method: 'POST', headers, body })
    if (!response.ok) return response
    const bytes = new Uint8Array(await response.arrayBuffer())
    const signed = decodeJson(response.headers.get(receiptHeader) ?? '')
    if (!(await checkAnswer(signed, condition, sha256(bytes), teeKey)))
      throw new AnswerUnsignedError(`the TEE did not sign this answer for ${condition}`)
    await payWhole(bytes, request, signed, provider, session.startCall())
    return new Response(bytes, { status: response.status, headers: response.headers })
  }
}
