import { readWasm } from '@research-hub/scripts/demo/chain'
import { splitTree } from '@research-hub/sdk/codecs'
import test from 'ava'
import {
  buyArgs,
  draftAsset,
  hashOf,
  linkParent,
  plainTerms,
  sealedAsset,
} from '../../support/licensing-assets.js'
import {
  channelsId,
  competitionId,
  guardianId,
  licensingFixture,
  licensingId,
  ownerId,
  tokenId,
  users,
} from '../../support/licensing-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'

const [ann, bob, cat, dan] = users
const sixTgas = 6_000_000_000_000n

test('INV-318 gas of the entry points, a claim among 10 000 and the widest family included', async (t) => {
  const f = await licensingFixture('licensing-gas')
  const gas: Record<string, bigint> = {}
  /** Runs a call and notes what its receipts at the contract burnt. */
  const note = async (name: string, who: string, method: string, args: unknown, deposit = 0n) => {
    const result = await f.call(who, method, args, deposit)
    t.is(result.failure, undefined, name)
    const own = result.receipts.filter(({ executorId }) => executorId === licensingId)
    gas[name] = own[0]?.gasBurnt ?? 0n
    for (const { logs } of own)
      t.true(
        logs.every((log) => log.length <= 300),
        name,
      )
  }
  const artefact = (n: number) => ({
    kind: 'model',
    artifact_root: hashOf(`gas ${n}`),
    manifest_root: hashOf('manifest'),
  })
  await note('register_asset', ann, 'register_asset', artefact(1))
  await note('seal', ann, 'seal', { asset_id: '1' })
  await note('add_terms', ann, 'add_terms', { asset_id: '1', terms: plainTerms })
  const families: string[] = []
  for (let family = 0; family < 4; family++) {
    const roots: string[] = []
    const width = family === 3 ? 12 : 16
    for (let i = 0; i < width; i++) roots.push((await sealedAsset(f, ann)).id)
    families.push(
      (
        await sealedAsset(
          f,
          ann,
          roots.map((root) => [root, 10] as const),
        )
      ).id,
    )
  }
  const { termsHash } = await sealedAsset(f, ann)
  const model = await draftAsset(f, bob)
  for (const head of families.slice(0, 3)) await linkParent(f, bob, model, head, 100)
  const link = { asset_id: model, parent_id: families[3], terms_hash: termsHash, share_ppm: 100 }
  await note('add_parent, 64 ancestors', bob, 'add_parent', link)
  t.like(await f.view('asset', { asset_id: model }), { ancestors: 64 })
  await f.must(bob, 'seal', { asset_id: model })
  await f.must(bob, 'add_terms', { asset_id: model, terms: plainTerms })
  const many = Array.from({ length: 10_000 }, (_, i) => ({
    accountId: `contributor-${i}.hub.near`,
    share: BigInt(i + 1),
  }))
  const tree = splitTree([...many.slice(1), { accountId: dan, share: 1n }])
  const split = {
    asset_id: model,
    total: String(tree.allocated),
    residual_id: bob,
    root: tree.root,
    count: tree.count,
    allocated: String(tree.allocated),
  }
  await note('set_split_epoch, root', bob, 'set_split_epoch', split)
  await note('buy_licence', cat, 'buy_licence', buyArgs({ id: model, termsHash }), 10_000n)
  await note('consume', cat, 'consume', { licence_id: '1', units: '1' })
  const binding = { licence_id: '1', consumer_id: dan, channel_id: hashOf('c') }
  await note('bind_licence', cat, 'bind_licence', binding)
  const revenue = (outboxId: string) => ({ asset_id: model, outbox_id: outboxId })
  await note('record_revenue', channelsId, 'record_revenue', revenue('1'), 10n ** 24n)
  const claim = { asset_id: model, epoch: 1, token: 'near', ...tree.proofOf(dan) }
  await note('claim_split, first, among 10 000', dan, 'claim_split', claim)
  await note('record_revenue, repeated', channelsId, 'record_revenue', revenue('1'), 1n)
  const shares = users.map((accountId) => ({ account_id: accountId, share: '1' }))
  await note('set_split_epoch, inline', bob, 'set_split_epoch', {
    asset_id: model,
    total: '4',
    residual_id: bob,
    shares,
  })
  await note(
    'record_revenue, first of an epoch',
    channelsId,
    'record_revenue',
    revenue('2'),
    10n ** 24n,
  )
  await f.must(channelsId, 'record_revenue', { ...revenue('3'), asset_id: '1' }, 1n)
  const old = { ...claim, ...tree.proofOf(many[9_999]?.accountId ?? '') }
  await f.must(dan, 'storage_deposit', { account_id: old.account_id }, 10n ** 22n)
  await note('claim_split, first, ended epoch', dan, 'claim_split', old)
  const inline = { asset_id: model, epoch: 2, token: 'near', account_id: dan }
  await note('claim_split, inline', dan, 'claim_split', inline)
  const pull = { child_id: model, ancestor_id: families[3], token: 'near' }
  await note('pull_royalty, first, 64 ancestors', dan, 'pull_royalty', pull)
  const flow = { asset_id: model, token: 'near' }
  await note('claim_fee', dan, 'claim_fee', flow)
  await f.must(ownerId, 'set_next_pool', { pool_id: '1' })
  await note('forward_pool_share', dan, 'forward_pool_share', flow)
  await note('open_flow', dan, 'open_flow', { asset_id: model, token: tokenId })
  await note('nft_transfer', cat, 'nft_transfer', { receiver_id: dan, token_id: '1' }, 1n)
  await note('burn_licence', dan, 'burn_licence', { licence_id: '1' })
  const evidence = { asset_id: model, evidence_hash: hashOf('e'), duration_s: 1 }
  await note('tag', guardianId, 'tag', evidence)
  await note('untag', guardianId, 'untag', { asset_id: model })
  await note('retire_terms', bob, 'retire_terms', { asset_id: model, terms_hash: termsHash })
  await note('register_from_entry', competitionId, 'register_from_entry', {
    cid: '1',
    entry_id: '1',
    account_id: ann,
    artifact_root: hashOf('entry'),
    manifest_root: hashOf('manifest'),
    outbox_id: '1',
  })
  for (const [name, burnt] of Object.entries(gas)) t.true(burnt <= sixTgas, `${name}: ${burnt}`)
  matchSnapshot(t, 'licensing-gas', gas)
})

test('the wasm is exactly as large as recorded, and at most 450 kB', (t) => {
  const size = readWasm('licensing').length
  t.true(size <= 450_000)
  matchSnapshot(t, 'licensing-size', { 'licensing.wasm': size })
})
