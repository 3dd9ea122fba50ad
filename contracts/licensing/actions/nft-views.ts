/** Licences as NEP-171 tokens with NEP-177 metadata, and NEP-199 payouts. */
import { hexEncode } from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import type * as wire from '../interface.js'
import { pageLimit } from '../limits.js'
import { payoutOf } from '../rules/payout.js'
import { units } from '../rules/words.js'
import { requireAsset } from '../state/asset.js'
import { type Licence, requireLicence } from '../state/licence.js'
import { licenceAt } from '../state/licence-lists.js'
import { requireTerms } from '../state/terms.js'

const msPerNs = 1_000_000n

/** Who gets what of a resale. */
export function licencePayout(
  id: bigint,
  balance: bigint,
  mostReceivers: number | undefined,
): wire.PayoutView {
  const licence = requireLicence(id)
  const { ownerId } = requireAsset(licence.assetId)
  const { resalePpm } = requireTerms(licence.termsHash)
  const parts = payoutOf(balance, resalePpm, licence.holderId, ownerId)
  const most = mostReceivers ?? parts.length
  if (parts.length > most) fail('ERR_PAYOUT_LENGTH', parts.length, most)
  const payout: Record<string, string> = {}
  for (const [receiverId, amount] of parts) payout[receiverId] = String(amount)
  return { payout }
}

/** A page of a list of licences. */
export function licencePage(
  list: string,
  size: number,
  fromIndex: bigint | undefined,
  limit: number | undefined,
): readonly wire.NftTokenView[] {
  const start = fromIndex ?? 0n
  const found: wire.NftTokenView[] = []
  if (start >= BigInt(size)) return found
  const end = Math.min(size, Number(start) + Math.min(limit ?? pageLimit, pageLimit))
  for (let index = Number(start); index < end; index++) {
    const id = licenceAt(list, index)
    if (id !== undefined) found.push(nftTokenView(id, requireLicence(id)))
  }
  return found
}

/** A licence as a NEP-171 token. */
export function nftTokenView(id: bigint, licence: Licence): wire.NftTokenView {
  return {
    token_id: String(id),
    owner_id: licence.holderId,
    metadata: {
      title: `Licence ${id} of asset ${licence.assetId}`,
      description: `${licence.unitsBought} by ${units[licence.unit]}`,
      copies: 1,
      expires_at: licence.expiresAtNs === 0n ? null : Number(licence.expiresAtNs / msPerNs),
      extra: JSON.stringify({
        asset_id: String(licence.assetId),
        terms_hash: hexEncode(licence.termsHash),
        units_left: String(licence.unitsLeft),
      }),
    },
    approved_account_ids: {},
  }
}
