import { canonicalJson } from '../../../codecs/json.js'
import type { Offer } from '../../wire/offer.js'
import type { Paid } from './payment-rules.js'

/** x402 v2's `PAYMENT-RESPONSE`: taken in, and settled on chain later in a batch. */
export function withX402Response(
  response: Response,
  offer: Offer,
  { channelId, entry }: Paid,
): Response {
  const headers = new Headers(response.headers)
  const document = {
    success: response.ok,
    transaction: '',
    network: `near:${offer.chainId}`,
    extra: { channelId, acceptedCumulative: `${entry.acceptedYocto}` },
  }
  headers.set('payment-response', Buffer.from(canonicalJson(document)).toString('base64'))
  return new Response(response.body, { status: response.status, headers })
}
