/** Licences: buying, using, binding, giving up. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { credit } from '../../common/money/credits.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { accountId, decodeArgs, hex, u64 } from '../../common/wire/decode.js'
import { bindLicence, burnLicence, consumeUnits } from '../actions/licences.js'
import { sell } from '../actions/sales.js'
import type * as wire from '../interface.js'
import { pauseBits } from '../limits.js'
import { byLicence, orNull, purchase } from '../rules/decoders.js'

/**
 * Buys a licence in NEAR; returns its id. The buyer is charged the records and must be registered; what is
 * beyond the price becomes the buyer's credit. In tokens by `ft_transfer_call` with
 * `msg = {"method":"buy_licence","args":{...}}`: what is beyond the price returns. Errors:
 * ERR_ASSET_NOT_FOUND, ERR_NOT_SEALED, ERR_ASSET_TAGGED, ERR_OFFER_NOT_FOUND, ERR_OFFER_RETIRED,
 * ERR_WRONG_TOKEN, ERR_UNIT_NOT_SOLD, ERR_QUANTITY, ERR_BELOW_MIN, ERR_MAX_PRICE, ERR_MAX_STACK,
 * ERR_PAID_SHORT, ERR_TERMS_EXPIRED, ERR_FLOW_NOT_OPEN, ERR_PAUSED, ERR_STORAGE_SHORT.
 * @payable
 */
export function buy_licence(raw: RawArgs<wire.BuyLicenceArgs> = input()): wire.DecimalU64 {
  const args = decodeArgs(raw, purchase)
  requireNotPaused(pauseBits.sell, 'selling')
  const buyerId = caller()
  const paid = attachedDeposit()
  const { licenceId, price, bytes } = sell(buyerId, args, near, paid)
  credit(buyerId, near, paid - price)
  changeTotals(near, { locked: price, credits: paid - price, usedBytes: bytes })
  return reply(String(licenceId))
}

/**
 * Uses units up; returns those left. Holder, or the account bound to the licence. Errors:
 * ERR_LICENCE_NOT_FOUND, ERR_NOT_CONSUMER, ERR_LICENCE_UNIT, ERR_LICENCE_EXPIRED, ERR_UNITS_SHORT.
 */
export function consume(raw: RawArgs<wire.ConsumeArgs> = input()): wire.DecimalU64 {
  refuseDeposit('consume')
  const args = decodeArgs(raw, { licence_id: u64, units: u64 })
  return reply(String(consumeUnits(args.licence_id, args.units)))
}

/**
 * Lets one account consume, and notes the payment channel; null ends either. Holder. Errors:
 * ERR_LICENCE_NOT_FOUND, ERR_NOT_HOLDER, ERR_STORAGE_SHORT.
 */
export function bind_licence(raw: RawArgs<wire.BindLicenceArgs> = input()): void {
  refuseDeposit('bind_licence')
  const args = decodeArgs(raw, {
    licence_id: u64,
    consumer_id: orNull(accountId),
    channel_id: orNull(hex(32)),
  })
  const consumerId = args.consumer_id ?? ''
  bindLicence(args.licence_id, { consumerId, channelId: args.channel_id ?? undefined })
}

/** Gives a licence up and frees its storage. Holder. Errors: ERR_LICENCE_NOT_FOUND, ERR_NOT_HOLDER. */
export function burn_licence(raw: RawArgs<wire.LicenceArgs> = input()): void {
  refuseDeposit('burn_licence')
  burnLicence(decodeArgs(raw, byLicence).licence_id)
}
