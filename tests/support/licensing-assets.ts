/** Assets, terms and revenue for tests of the licensing contract. */
import { createHash } from 'node:crypto'
import { channelsId, type LicensingFixture, type TokenId } from './licensing-fixture.js'

/** 32 bytes that belong to a name. */
export function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

export const plainTerms = {
  token: 'NEAR',
  price_per_token: '1000',
  price_per_request: '50000',
  price_per_period: null as string | null,
  period_s: 0,
  min_price: '0',
  quota: '0',
  lifetime_s: 0,
  expires_at_ns: '0',
  commercial: true,
  derivative: 'open' as const,
  reciprocal: false,
  royalty_ppm: 0,
  transferable: true,
  resale_ppm: 50_000,
  uri_hash: hashOf('legal text'),
}

export type WireTerms = { readonly [K in keyof typeof plainTerms]: unknown }

export type Parent = readonly [id: string, sharePpm: number]

let made = 0

/** Registers an asset, links parents by `plainTerms`, seals it and offers `plainTerms`. */
export async function sealedAsset(
  f: LicensingFixture,
  ownerId: string,
  parents: readonly Parent[] = [],
  terms: WireTerms = plainTerms,
): Promise<{ readonly id: string; readonly termsHash: string }> {
  const id = await draftAsset(f, ownerId)
  for (const [parentId, sharePpm] of parents) await linkParent(f, ownerId, id, parentId, sharePpm)
  await f.as(ownerId).licensing.seal({ asset_id: id })
  const termsHash = String((await f.as(ownerId).licensing.add_terms({ asset_id: id, terms })).json)
  return { id, termsHash }
}

export async function draftAsset(
  f: LicensingFixture,
  ownerId: string,
  kind = 'model',
): Promise<string> {
  made += 1
  const args = {
    kind,
    artifact_root: hashOf(`artefact ${made}`),
    manifest_root: hashOf('manifest'),
  }
  return String((await f.as(ownerId).licensing.register_asset(args)).json)
}

/** Links a parent by the first terms it offers. */
export async function linkParent(
  f: LicensingFixture,
  ownerId: string,
  id: string,
  parentId: string,
  sharePpm: number,
): Promise<void> {
  const [offer] = (await f.view('offers', { asset_id: parentId })) as { terms_hash: string }[]
  await f.as(ownerId).licensing.add_parent({
    asset_id: id,
    parent_id: parentId,
    terms_hash: offer?.terms_hash,
    share_ppm: sharePpm,
  })
}

let outboxId = 0

/** Revenue in NEAR, as the channels contract would bring it. */
export async function earn(f: LicensingFixture, id: string, amount: bigint): Promise<void> {
  outboxId += 1
  const args = { asset_id: id, outbox_id: String(outboxId) }
  await f.as(channelsId).licensing.record_revenue(args, amount)
}

/** Revenue in a token. */
export async function earnTokens(
  f: LicensingFixture,
  id: string,
  token: TokenId,
  amount: bigint,
): Promise<void> {
  outboxId += 1
  const args = { asset_id: id, outbox_id: String(outboxId) }
  const msg = JSON.stringify({ method: 'record_revenue', args })
  const { failure } = await f.sendTokens(channelsId, token, amount, msg)
  if (failure !== undefined) throw new Error(JSON.stringify(failure))
}

export function buyArgs(
  asset: { readonly id: string; readonly termsHash: string },
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    asset_id: asset.id,
    terms_hash: asset.termsHash,
    unit: 'token',
    quantity: '10',
    max_price: '1000000000',
    max_stack_ppm: 500_000,
    ...change,
  }
}
