import { encodeJson } from '../../../codecs/json.js'
import { receiptHeader } from '../../wire/names.js'
import { streamOf } from '../../wire/sse.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { meteredEvents } from './metered-stream.js'
import { creditYocto, type Purchase } from './purchase.js'

/** A stream that is metered as it goes; its header says what is paid and spent at its start. */
export function streamedResponse(
  response: Response,
  entry: LedgerEntry,
  purchase: Purchase,
): Response {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  const { offer, channelId, inTokens } = purchase
  const start = {
    channelId,
    inTokens,
    acceptedCumulative: `${entry.acceptedYocto}`,
    spentCumulative: `${entry.spentYocto}`,
    creditWindow: `${creditYocto(offer)}`,
  }
  headers.set(receiptHeader, encodeJson(start))
  headers.set('cache-control', 'no-store')
  const body = response.body ?? new ReadableStream<Uint8Array>()
  const events = meteredEvents(body, purchase)
  return new Response(
    streamOf(events, (bytes) => bytes),
    { status: response.status, headers },
  )
}
