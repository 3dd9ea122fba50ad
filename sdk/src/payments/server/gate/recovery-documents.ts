import { recoveryPath } from '../../wire/names.js'
import { offerToWire, priceSheet, termsMessage } from '../../wire/offer.js'
import { receiptFields } from '../billing/receipt-maker.js'
import type { LaneEntry, LedgerEntry } from '../ledger/entry.js'
import type { GateRequest } from './gate-request.js'
import type { PaymentGate } from './payment-gate.js'

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Terms for anyone; a channel's snapshot only for a voucher signed by the channel's key. */
export async function answerRecovery(request: GateRequest, gate: PaymentGate): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  const { offer, realm, receiptSigner } = gate.options
  if (request.path === recoveryPath) {
    const termsSignature = await receiptSigner.sign(termsMessage(offer))
    return Response.json(
      {
        version: 1,
        realm,
        offer: offerToWire(offer),
        priceSheet: priceSheet(offer),
        termsSignature: encode(termsSignature),
      },
      { headers },
    )
  }
  const checked = await gate.check(request)
  if (!checked.ok) return Response.json(checked.problem, { status: checked.problem.status })
  if (request.path !== `${recoveryPath}/${checked.channelId}`)
    return new Response(null, { status: 404 })
  return Response.json(snapshot(checked.entry), { headers })
}

function snapshot(entry: LedgerEntry): Record<string, unknown> {
  return {
    channelId: entry.channelId,
    acceptedCumulative: `${entry.acceptedYocto}`,
    spentCumulative: `${entry.spentYocto}`,
    lanes: entry.lanes.flatMap(laneSnapshot),
    ...(entry.receipt === undefined ? {} : receiptFields(entry.receipt)),
  }
}

/** The client's own last signatures on a lane. */
function laneSnapshot({ lane, voucher, ticks }: LaneEntry): Record<string, unknown>[] {
  const kept: Record<string, unknown>[] = []
  if (voucher !== undefined) {
    const { message, signature, multi } = voucher
    const list = multi === undefined ? {} : { entries: encode(multi.entries) }
    kept.push({ lane, message: encode(message), signature: encode(signature), ...list })
  }
  if (ticks !== undefined) {
    const { message, signature } = ticks.commit
    const proof = { ticks: ticks.ticks, preimage: encode(ticks.preimage) }
    kept.push({ lane, message: encode(message), signature: encode(signature), ...proof })
  }
  return kept
}
