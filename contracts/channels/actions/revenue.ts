/** Passing on what settlements set aside: royalties to licensing, fees to their recipient. */

import { credit } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { grownBytes } from '../../common/state/records.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { loadConfig } from '../state/config.js'
import { feesOf, saveFees } from '../state/fees.js'
import { loadRoyalty } from '../state/royalty.js'
import { emptyRoyalty, isForwarding } from './royalty.js'

/** Sends what has accumulated to licensing; one notification of an asset and token at a time. */
export function forwardRoyalty(token: TokenIndex, assetId: bigint): bigint {
  const royalty = loadRoyalty(token, assetId)
  if (royalty === undefined || royalty.amount === 0n) fail('ERR_NO_ROYALTY', assetId)
  if (isForwarding(royalty)) fail('ERR_ROYALTY_UNDER_WAY', assetId, royalty.outboxId)
  const { amount } = royalty
  changeTotals(token, { locked: -amount, outbox: amount })
  const outboxId = send({
    targetId: loadConfig().licensingId,
    method: 'record_revenue',
    args: { asset_id: String(assetId), since_ns: String(royalty.sinceNs) },
    token,
    amount,
    fallbackId: loadConfig().feeRecipientId,
  })
  const usedBytes = grownBytes(() => emptyRoyalty(token, assetId, royalty, outboxId))
  if (usedBytes !== 0n) changeTotals(near, { usedBytes })
  emit('royalty_forwarded', {
    asset_id: String(assetId),
    token: tokenId(token),
    amount: String(amount),
    outbox_id: String(outboxId),
  })
  return outboxId
}

/** Credits the fee recipient, who must be able to hold the token. */
export function collectFees(token: TokenIndex): bigint {
  const amount = feesOf(token)
  if (amount === 0n) fail('ERR_NO_FEES', tokenId(token))
  const { feeRecipientId } = loadConfig()
  saveFees(token, 0n)
  credit(feeRecipientId, token, amount)
  changeTotals(token, { locked: -amount, credits: amount })
  emit('fees_collected', { token: tokenId(token), amount: String(amount) })
  return amount
}
