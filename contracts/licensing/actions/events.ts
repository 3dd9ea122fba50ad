/** NEP-171 events. */
import { logUtf8 } from '@research-hub/compiler/host'

export function emitMint(ownerId: string, licenceId: bigint): void {
  emitNft('nft_mint', { owner_id: ownerId, token_ids: [String(licenceId)] })
}

export function emitBurn(ownerId: string, licenceId: bigint): void {
  emitNft('nft_burn', { owner_id: ownerId, token_ids: [String(licenceId)] })
}

export function emitTransfer(oldOwnerId: string, newOwnerId: string, licenceId: bigint): void {
  emitNft('nft_transfer', {
    old_owner_id: oldOwnerId,
    new_owner_id: newOwnerId,
    token_ids: [String(licenceId)],
  })
}

function emitNft(event: string, data: Readonly<Record<string, string | readonly string[]>>): void {
  logUtf8(
    `EVENT_JSON:{"standard":"nep171","version":"1.2.0","event":"${event}","data":[${JSON.stringify(data)}]}`,
  )
}
