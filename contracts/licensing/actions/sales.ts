/** Selling licences. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage } from '../../common/money/credits.js'
import { tokenId } from '../../common/state/tokens.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { Purchase } from '../rules/decoders.js'
import {
  derivativeOf,
  earlierEnd,
  licenceEnd,
  maxQuantity,
  type Terms,
  unitPrice,
} from '../rules/terms.js'
import { type Unit, units } from '../rules/words.js'
import type { Asset } from '../state/asset.js'
import { loadCounters, saveCounters } from '../state/counters.js'
import { requireFlow } from '../state/flow.js'
import { everybody, putAt } from '../state/licence-lists.js'
import { requireActiveOffer, requireTerms } from '../state/terms.js'
import { requireOpen, requireRunning } from './access.js'
import { emitMint } from './events.js'
import { joinHolder } from './licences.js'
import { accrue } from './revenue.js'

export type Sale = {
  readonly licenceId: bigint
  readonly price: bigint
  /** Bytes charged to the buyer, not yet in the totals. */
  readonly bytes: bigint
}

/** Makes the licence and counts its price as revenue; the entry point books the money and bytes. */
export function sell(buyerId: string, args: Purchase, token: TokenIndex, paid: bigint): Sale {
  const id = args.asset_id
  const asset = requireOpen(id)
  requireActiveOffer(id, args.terms_hash)
  const terms = requireTerms(args.terms_hash)
  const paidIn = tokenId(token)
  if (terms.tokenId !== paidIn) fail('ERR_WRONG_TOKEN', terms.tokenId, paidIn)
  const price = priceOf(terms, args.unit, args.quantity)
  if (price > args.max_price) fail('ERR_MAX_PRICE', price, args.max_price)
  if (asset.stackPpm > args.max_stack_ppm) fail('ERR_MAX_STACK', asset.stackPpm, args.max_stack_ppm)
  if (paid < price) fail('ERR_PAID_SHORT', paid, price)
  const expiresAtNs = endOf(asset, terms, args.unit, args.quantity)
  const hasUnits = args.unit !== 'period' || derivativeOf(terms) === 'licensed'
  const { licenceId, bytes } = mint(buyerId, args, expiresAtNs, hasUnits ? args.quantity : 0n)
  if (price > 0n) accrue(id, asset, token, requireFlow(id, token), price, blockTimestamp())
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
  const each = unitPrice(terms, unit)
  if (each === undefined) fail('ERR_UNIT_NOT_SOLD', unit)
  const most = maxQuantity(terms, unit)
  if (quantity === 0n || quantity > most) fail('ERR_QUANTITY', quantity, most)
  const price = each * quantity
  if (price < terms.minPrice) fail('ERR_BELOW_MIN', price, terms.minPrice)
  return price
}

/** When the licence ends: never beyond its terms or those of the asset's parents. */
function endOf(asset: Asset, terms: Terms, unit: Unit, quantity: bigint): bigint {
  const last = earlierEnd(asset.expiresAtNs, terms.expiresAtNs)
  requireRunning(last, 'ERR_TERMS_EXPIRED')
  const end = licenceEnd(terms, unit, quantity, blockTimestamp())
  // Whoever pays for periods gets them whole.
  if (unit === 'period' && last !== 0n && end > last) fail('ERR_TERMS_EXPIRED', last, end)
  return earlierEnd(end, last)
}

function mint(
  holderId: string,
  args: Purchase,
  expiresAtNs: bigint,
  unitsLeft: bigint,
): { readonly licenceId: bigint; readonly bytes: bigint } {
  const counters = loadCounters()
  const licenceId = counters.licences + 1n
  saveCounters({ ...counters, licences: licenceId, supply: counters.supply + 1 })
  putAt(everybody, counters.supply, licenceId)
  const bytes = joinHolder(licenceId, {
    assetId: args.asset_id,
    termsHash: args.terms_hash,
    holderId,
    unit: units.indexOf(args.unit),
    unitsBought: args.quantity,
    unitsLeft,
    expiresAtNs,
    globalIndex: counters.supply,
    isBound: false,
  })
  chargeStorage(holderId, bytes)
  return { licenceId, bytes }
}
