import { readWasm } from '@research-hub/scripts/demo/chain'
import { splitTree } from '@research-hub/sdk/codecs'
import test from 'ava'
import type { Note } from '../../support/gas-notes.js'
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
import { dayNs } from '../../support/units.js'

const [ann, bob, cat, dan] = users
const sixTgas = 6_000_000_000_000n

test('INV-318 gas of the entry points, a claim among 10 000 and the widest family included', async (t) => {
  const f = await licensingFixture('licensing-gas')
  await f.as(ownerId).licensing.set_next_pool({ pool_id: '1' })
  const gas: Record<string, bigint> = {}
  /** Runs a call and notes what its receipts at the contract burnt. */
  const note: Note = async (name, calling) => {
    const result = await calling
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
  await note('register_asset', f.as(ann).licensing.register_asset(artefact(1)))
  await note('seal', f.as(ann).licensing.seal({ asset_id: '1' }))
  await note('add_terms', f.as(ann).licensing.add_terms({ asset_id: '1', terms: plainTerms }))
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
  await note('add_parent, 64 ancestors', f.as(bob).licensing.add_parent(link))
  t.like(await f.view('asset', { asset_id: model }), { ancestors: 64 })
  await f.as(bob).licensing.seal({ asset_id: model })
  await f.as(bob).licensing.add_terms({ asset_id: model, terms: plainTerms })
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
  }
  await note('set_split_epoch, root', f.as(bob).licensing.set_split_epoch(split))
  await note(
    'buy_licence',
    f.as(cat).licensing.buy_licence(buyArgs({ id: model, termsHash }), 10_000n),
  )
  await note('consume', f.as(cat).licensing.consume({ licence_id: '1', units: '1' }))
  const binding = { licence_id: '1', consumer_id: dan, channel_id: hashOf('c') }
  await note('bind_licence', f.as(cat).licensing.bind_licence(binding))
  const revenue = (outboxId: string) => ({ asset_id: model, outbox_id: outboxId })
  await note('record_revenue', f.as(channelsId).licensing.record_revenue(revenue('1'), 10n ** 24n))
  const claim = { asset_id: model, epoch: 1, token: 'NEAR', ...tree.proofOf(dan) }
  await note('claim_split, first, among 10 000', f.as(dan).licensing.claim_split(claim))
  await note(
    'record_revenue, repeated',
    f.as(channelsId).licensing.record_revenue(revenue('1'), 1n),
  )
  const shares = users.map((accountId) => ({ account_id: accountId, share: '1' }))
  await note(
    'set_split_epoch, inline',
    f.as(bob).licensing.set_split_epoch({
      asset_id: model,
      total: '4',
      residual_id: bob,
      shares,
    }),
  )
  f.devnet.advanceTime(7n * dayNs)
  await note(
    'record_revenue, first of an epoch',
    f.as(channelsId).licensing.record_revenue(revenue('2'), 10n ** 24n),
  )
  await f.as(channelsId).licensing.record_revenue({ ...revenue('3'), asset_id: '1' }, 1n)
  const old = { ...claim, ...tree.proofOf(many[9_999]?.accountId ?? '') }
  await f.as(dan).licensing.storage_deposit({ account_id: old.account_id }, 10n ** 22n)
  await note('claim_split, first, ended epoch', f.as(dan).licensing.claim_split(old))
  const inline = { asset_id: model, epoch: 2, token: 'NEAR', account_id: dan }
  await note('claim_split, inline', f.as(dan).licensing.claim_split(inline))
  const pull = { child_id: model, ancestor_id: families[3], token: 'NEAR' }
  await note('pull_royalty, first, 64 ancestors', f.as(dan).licensing.pull_royalty(pull))
  const flow = { asset_id: model, token: 'NEAR' }
  await note('claim_fee', f.as(dan).licensing.claim_fee(flow))
  await note('forward_pool_share', f.as(dan).licensing.forward_pool_share(flow))
  await note('open_flow', f.as(dan).licensing.open_flow({ asset_id: model, token: tokenId }))
  await note(
    'nft_transfer',
    f.as(cat).licensing.nft_transfer({ receiver_id: dan, token_id: '1' }, 1n),
  )
  await note('burn_licence', f.as(dan).licensing.burn_licence({ licence_id: '1' }))
  const evidence = { asset_id: model, evidence_hash: hashOf('e'), duration_s: 1 }
  await note('tag', f.as(guardianId).licensing.tag(evidence))
  await note('untag', f.as(guardianId).licensing.untag({ asset_id: model }))
  await note(
    'retire_terms',
    f.as(bob).licensing.retire_terms({ asset_id: model, terms_hash: termsHash }),
  )
  await note(
    'register_from_entry',
    f.as(competitionId).licensing.register_from_entry({
      cid: '1',
      entry_id: '1',
      account_id: ann,
      artifact_root: hashOf('entry'),
      manifest_root: hashOf('manifest'),
      outbox_id: '1',
    }),
  )
  for (const [name, burnt] of Object.entries(gas)) t.true(burnt <= sixTgas, `${name}: ${burnt}`)
  matchSnapshot(t, 'licensing-gas', gas)
})

test('the wasm is exactly as large as recorded, and at most 450 kB', (t) => {
  const size = readWasm('licensing').length
  t.true(size <= 450_000)
  matchSnapshot(t, 'licensing-size', { 'licensing.wasm': size })
})
