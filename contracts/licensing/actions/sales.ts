/** Selling licences. */
import { attachedDeposit, blockTimestamp, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { chargeStorage, credit } from '../../common/money/credits.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { nearId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs, hex, integer, object, oneOf, u64, u128 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, requireAsset, requireFlow, requireSealed, requireUntagged } from './access.js'
import { failLicensing } from '../errors.js'
import { emitMint } from './events.js'
import type * as wire from '../interface.js'
import { features, maxStackPpm } from '../limits.js'
import { requireActiveOffer, requireTerms } from './offers.js'
import { accrue } from './revenue.js'
import { earlierEnd, licenceEnd, maxQuantity, type Terms, type Unit } from '../rules/terms.js'
import type { Asset } from '../state/asset.js'
import { loadCounters, saveCounters } from '../state/counters.js'
import { type Licence, saveLicence } from '../state/licence.js'
import {
  everybody,
  heldBy,
  heldBytes,
  holderList,
  placeBytes,
  putAt,
  saveHeld,
} from '../state/licence-lists.js'

const buyFields = {
  asset_id: assetId,
  terms_hash: hex(32),
  unit: oneOf('token', 'request', 'period'),
  quantity: u64,
  max_price: u128,
  max_stack_ppm: integer(0, maxStackPpm),
}

/** Decodes what `ft_transfer_call` carries for a purchase. */
export const buyArgs = object(buyFields)

export type BuyArgs = ReturnType<typeof buyArgs>

export type Sale = {
  readonly licenceId: bigint
  readonly price: bigint
  /** Bytes charged to the buyer, not yet in the totals. */
  readonly bytes: bigint
}

/** @payable */
export function buy_licence(raw: RawArgs<wire.BuyLicenceArgs> = input()): wire.DecimalU64 {
  const args = decodeArgs(raw, buyFields)
  const buyerId = caller()
  const paid = attachedDeposit()
  const { licenceId, price, bytes } = sell(buyerId, args, near, nearId, paid)
  credit(buyerId, near, paid - price)
  changeTotals(near, { locked: price, credits: paid - price, usedBytes: bytes })
  return reply(String(licenceId))
}

/** Makes the licence and counts its price as revenue; the entry point books the money and bytes. */
export function sell(
  buyerId: string,
  args: BuyArgs,
  token: TokenIndex,
  tokenId: string,
  paid: bigint,
): Sale {
  requireNotPaused(features.sell, 'selling')
  const id = args.asset_id
  const asset = requireAsset(id)
  requireSealed(id, asset)
  requireUntagged(id, asset)
  requireActiveOffer(id, args.terms_hash)
  const terms = requireTerms(args.terms_hash)
  if (terms.tokenId !== tokenId) failLicensing('ERR_WRONG_TOKEN', terms.tokenId, tokenId)
  const price = priceOf(terms, args.unit, args.quantity)
  if (price > args.max_price) failLicensing('ERR_MAX_PRICE', price, args.max_price)
  if (asset.stackPpm > args.max_stack_ppm) {
    failLicensing('ERR_MAX_STACK', asset.stackPpm, args.max_stack_ppm)
  }
  if (paid < price) failLicensing('ERR_PAID_SHORT', paid, price)
  const expiresAtNs = endOf(asset, terms, args.unit, args.quantity)
  const { licenceId, bytes } = mint(buyerId, args, expiresAtNs)
  if (price > 0n) accrue(id, asset, token, requireFlow(id, token), price)
  emit('licence_bought', {
    licence_id: String(licenceId),
    asset_id: String(id),
    holder_id: buyerId,
    price: String(price),
    token_index: token,
  })
  emitMint(buyerId, licenceId)
  return { licenceId, price, bytes }
}

function priceOf(terms: Terms, unit: Unit, quantity: bigint): bigint {
  const unitPrice = terms.prices[unit]
  if (unitPrice === undefined) failLicensing('ERR_UNIT_NOT_SOLD', unit)
  const most = maxQuantity(terms)
  if (quantity === 0n || quantity > most) failLicensing('ERR_QUANTITY', quantity, most)
  const price = unitPrice * quantity
  if (price < terms.minPrice) failLicensing('ERR_BELOW_MIN', price, terms.minPrice)
  return price
}

/** When the licence ends: never beyond its terms or those of the asset's parents. */
function endOf(asset: Asset, terms: Terms, unit: Unit, quantity: bigint): bigint {
  const nowNs = blockTimestamp()
  const last = earlierEnd(asset.expiresAtNs, terms.expiresAtNs)
  const end = licenceEnd(terms, unit, quantity, nowNs)
  if (last === 0n) return end
  if (last <= nowNs) failLicensing('ERR_TERMS_EXPIRED', last, nowNs)
  // Whoever pays for periods gets them whole.
  if (unit === 'period' && end > last) failLicensing('ERR_TERMS_EXPIRED', last, end)
  return earlierEnd(end, last)
}

function mint(
  holderId: string,
  args: BuyArgs,
  expiresAtNs: bigint,
): { readonly licenceId: bigint; readonly bytes: bigint } {
  const counters = loadCounters()
  const licenceId = counters.licences + 1n
  const held = heldBy(holderId)
  const licence: Licence = {
    assetId: args.asset_id,
    termsHash: args.terms_hash,
    holderId,
    unit: args.unit,
    unitsBought: args.quantity,
    unitsLeft: args.unit === 'period' ? 0n : args.quantity,
    expiresAtNs,
    holderIndex: held,
    globalIndex: counters.supply,
    isBound: false,
  }
  const list = holderList(holderId)
  saveCounters({ ...counters, licences: licenceId, supply: counters.supply + 1 })
  putAt(everybody, counters.supply, licenceId)
  putAt(list, held, licenceId)
  saveHeld(holderId, held + 1)
  const record = saveLicence(licenceId, licence)
  const first = held === 0 ? heldBytes(holderId) : 0n
  const bytes = record + placeBytes(everybody) + placeBytes(list) + first
  chargeStorage(holderId, bytes)
  return { licenceId, bytes }
}
