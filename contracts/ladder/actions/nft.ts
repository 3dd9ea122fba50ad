/** Seats as NEP-171 tokens with NEP-177 metadata. They cannot be transferred. */
import { logUtf8 } from '@research-hub/compiler/host'
import { isAccountId } from '../../common/wire/account-id.js'
import type { NftToken } from '../interface.js'
import { loadConfig } from '../state/config.js'
import { loadSeat, type Seat, seatOf } from '../state/seat.js'
import { requireCounts } from '../state/tier-counts.js'
import { requirePlan } from '../state/tier-plan.js'

export function seatTokenId(tier: number, accountId: string): string {
  return `${tier}:${accountId}`
}

export function emitMint(tier: number, accountId: string): void {
  emitNft('nft_mint', tier, accountId)
}

export function emitBurn(tier: number, accountId: string): void {
  emitNft('nft_burn', tier, accountId)
}

function emitNft(event: string, tier: number, accountId: string): void {
  const data = [{ owner_id: accountId, token_ids: [seatTokenId(tier, accountId)] }]
  logUtf8(
    `EVENT_JSON:{"standard":"nep171","version":"1.2.0","event":"${event}","data":${JSON.stringify(data)}}`,
  )
}

export function tokenOf(tokenId: string): NftToken | null {
  const tier = tokenId.charCodeAt(0) - 48
  const accountId = tokenId.slice(2)
  if (tokenId !== seatTokenId(tier, accountId) || !isAccountId(accountId)) return null
  const seat = loadSeat(tier, accountId)
  return seat === undefined ? null : tokenView(tier, accountId, seat)
}

/** An account's seat, if it has one. */
export function tokensOf(accountId: string): NftToken[] {
  const seat = seatOf(accountId)
  return seat === undefined ? [] : [tokenView(seat.tier, accountId, seat)]
}

export function totalSupply(): number {
  const { tiers } = loadConfig()
  let held = 0
  for (let tier = 1; tier < tiers; tier++) held += requireCounts(tier).held
  return held
}

function tokenView(tier: number, accountId: string, seat: Seat): NftToken {
  return {
    token_id: seatTokenId(tier, accountId),
    owner_id: accountId,
    metadata: {
      title: `Seat ${requirePlan(tier).now.size}`,
      copies: 1,
      issued_at: String(seat.sinceNs),
      extra: JSON.stringify({ tier, season: seat.season, soulbound: true }),
    },
  }
}
