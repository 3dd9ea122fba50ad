import { splitTree, termsHash } from '@research-hub/sdk/codecs'
import test from 'ava'
import { attempt, jsonOf } from '../../support/calls.js'
import {
  buyArgs,
  draftAsset,
  earn,
  earnTokens,
  hashOf,
  linkParent,
  plainTerms,
  sealedAsset,
} from '../../support/licensing-assets.js'
import {
  channelsId,
  competitionId,
  ladderId,
  licensingFixture,
  licensingId,
  ownerId,
  tokenId,
  treasuryId,
  users,
} from '../../support/licensing-fixture.js'
import { outboxId } from '../../support/outbox-ids.js'
import { dayNs, near } from '../../support/units.js'

const [ann, bob, cat, dan] = users

test('a dataset, a model made from it, sales, shares for all to the yocto', async (t) => {
  const f = await licensingFixture()
  const dataset = await sealedAsset(f, ann)
  const model = await draftAsset(f, bob)
  await linkParent(f, bob, model, dataset.id, 150_000)
  const epoch = (
    await f.as(bob).licensing.set_split_epoch({
      asset_id: model,
      total: '10',
      residual_id: bob,
      shares: [
        { account_id: bob, share: '3' },
        { account_id: cat, share: '6' },
      ],
    })
  ).json
  t.is(epoch, 1)
  await f.as(bob).licensing.seal({ asset_id: model })
  const hash = String(
    (await f.as(bob).licensing.add_terms({ asset_id: model, terms: plainTerms })).json,
  )
  t.is(hash, termsHash(plainTerms))
  t.deepEqual(await f.view('terms', { terms_hash: hash }), plainTerms)
  await f.as(dan).licensing.buy_licence(buyArgs({ id: model, termsHash: hash }), 12_345n)
  t.is(await f.view('credit_of', { account_id: dan, token: 'NEAR' }), '2345')
  await earn(f, model, 999_989n)
  // Gross 1 009 989: fee 2 %, pool 10 %, ancestor 15 %, own 73 %.
  const flow = (await f.view('flow', { asset_id: model, token: 'NEAR' })) as Record<string, string>
  t.like(flow, {
    gross: '1009989',
    fee_due: '20199',
    pool_due: '100998',
    ancestors_due: '151498',
    held: '1009989',
  })
  t.is(
    (
      await f
        .as(cat)
        .licensing.pull_royalty({ child_id: model, ancestor_id: dataset.id, token: 'NEAR' })
    ).json,
    '151498',
  )
  const claim = { asset_id: dataset.id, epoch: 0, token: 'NEAR', account_id: ann }
  t.is((await f.as(dan).licensing.claim_split(claim)).json, '151498')
  const own = 737_291n
  t.deepEqual(await f.view('epoch_flow', { asset_id: model, epoch: 1, token: 'NEAR' }), {
    own: String(own),
    claimed: '0',
  })
  const shares = { asset_id: model, epoch: 1, token: 'NEAR' }
  t.is(
    (await f.as(bob).licensing.claim_split({ ...shares, account_id: bob })).json,
    String((own * 3n) / 10n),
  )
  t.is(
    (await f.as(bob).licensing.claim_split({ ...shares, account_id: cat })).json,
    String((own * 6n) / 10n),
  )
  t.is((await f.as(bob).licensing.claim_residual(shares)).json, String(own / 10n))
  t.is((await f.as(ann).licensing.claim_fee({ asset_id: model, token: 'NEAR' })).json, '20199')
  t.is(
    (await f.as(ann).licensing.claim_treasury({ asset_id: model, token: 'NEAR' })).json,
    '100998',
  )
  t.is(await f.view('credit_of', { account_id: treasuryId, token: 'NEAR' }), '121197')
  const after = (await f.view('flow', { asset_id: model, token: 'NEAR' })) as Record<string, string>
  // 3 yoctos of floors between the parts, 1 between the contributors.
  t.is(after.held, '4')
  await f.as(cat).licensing.withdraw({ token: 'NEAR' }, 1n)
  t.like(await f.view('solvency', { token: 'NEAR' }), {
    solvent: true,
    in_flight: '0',
    outbox: '0',
  })
})

test('tokens: sale, revenue, the pool share through the ladder, claims by proof', async (t) => {
  const f = await licensingFixture()
  await f.as(ownerId).licensing.set_next_pool({ pool_id: '7' })
  const terms = { ...plainTerms, token: tokenId }
  const model = await sealedAsset(f, ann, [], terms)
  await f.as(cat).licensing.open_flow({ asset_id: model.id, token: tokenId })
  const tree = splitTree(users.map((accountId, i) => ({ accountId, share: BigInt(i + 1) })))
  await f.as(ann).licensing.set_split_epoch({
    asset_id: model.id,
    total: '10',
    residual_id: ann,
    root: tree.root,
    count: tree.count,
  })
  const msg = JSON.stringify({ method: 'buy_licence', args: buyArgs(model) })
  const bought = await f.sendTokens(dan, tokenId, 15_000n, msg)
  t.true(bought.ok)
  t.is(
    (await f.as(dan)[tokenId].ft_balance_of({ account_id: dan })).json,
    String(10n ** 18n - 10_000n),
  )
  await earnTokens(f, model.id, tokenId, 90_000n)
  const args = { asset_id: model.id, token: tokenId }
  const sent = await f.as(bob).licensing.forward_pool_share(args, 1n)
  t.is(sent.json, outboxId(f.devnet, licensingId))
  t.like((await f.as(bob)[ladderId].received()).json, {
    count: 1,
    amount: '10000',
    args: `{"method":"deposit_revenue","args":{"pool_id":"7","outbox_id":"${sent.json}"}}`,
  })
  for (const [i, user] of users.entries()) {
    const claim = { asset_id: model.id, epoch: 1, token: tokenId, ...tree.proofOf(user) }
    t.is((await f.as(user).licensing.claim_split(claim)).json, String(8_800n * BigInt(i + 1)))
  }
  await f.as(dan).licensing.withdraw({ token: tokenId }, 1n)
  t.like(await f.view('solvency', { token: tokenId }), {
    solvent: true,
    locked: '2000',
    outbox: '0',
  })
})

test('an entry becomes a pending asset once, is accepted, earns meanwhile', async (t) => {
  const f = await licensingFixture()
  const entry = {
    cid: '3',
    entry_id: '14',
    account_id: ann,
    artifact_root: hashOf('winner'),
    manifest_root: hashOf('manifest'),
    outbox_id: '1',
  }
  t.is((await f.as(competitionId).licensing.register_from_entry(entry)).json, '1')
  t.is((await f.as(competitionId).licensing.register_from_entry(entry)).json, '1')
  t.is(
    (await f.as(competitionId).licensing.register_from_entry({ ...entry, outbox_id: '2' })).json,
    '1',
  )
  t.is(await f.view('asset_of_entry', { cid: '3', entry_id: '14' }), '1')
  t.like(await f.view('asset', { asset_id: '1' }), { status: 'pending', owner_id: ann })
  await earn(f, '1', 1_000_000n)
  await f.as(ann).licensing.accept_asset({ asset_id: '1' })
  await f.as(ann).licensing.seal({ asset_id: '1' })
  const claim = { asset_id: '1', epoch: 0, token: 'NEAR', account_id: ann }
  t.is((await f.as(ann).licensing.claim_split(claim)).json, '880000')
})

test('an owner who never comes: anyone drops the asset, or seals it when it has earned', async (t) => {
  const f = await licensingFixture()
  const entry = (n: number) => ({
    cid: '1',
    entry_id: String(n),
    account_id: n === 1 ? 'nobody.hub.near' : ann,
    artifact_root: hashOf(`entry ${n}`),
    manifest_root: hashOf('manifest'),
    outbox_id: String(n),
  })
  const before = await f.view('storage_balance_of', { account_id: competitionId })
  await f.as(competitionId).licensing.register_from_entry(entry(1))
  await f.as(competitionId).licensing.register_from_entry(entry(2))
  await earn(f, '2', 1_000n)
  f.devnet.advanceTime(91n * dayNs)
  await f.as(bob).licensing.drop_pending({ asset_id: '1' })
  t.is(await f.view('asset', { asset_id: '1' }), null)
  // A repeated message makes no second asset.
  t.is(
    (await f.as(competitionId).licensing.register_from_entry({ ...entry(1), outbox_id: '9' })).json,
    '1',
  )
  await f.as(bob).licensing.seal({ asset_id: '2' })
  t.is(
    (
      await f
        .as(bob)
        .licensing.claim_split({ asset_id: '2', epoch: 0, token: 'NEAR', account_id: ann })
    ).json,
    '880',
  )
  await f.as(ann).licensing.accept_asset({ asset_id: '2' })
  const after = await f.view('storage_balance_of', { account_id: competitionId })
  const freed = (view: unknown): bigint => BigInt((view as { available: string }).available)
  // What stays charged is the two notes of which entry became which asset.
  t.is(freed(before) - freed(after), 2n * 49n * 10n ** 19n)
})

test('licences: consumption by holder and bound account, transfer, give back, payout, pages', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  const id = String((await f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n)).json)
  t.is((await f.as(bob).licensing.consume({ licence_id: id, units: '3' })).json, '7')
  await f
    .as(bob)
    .licensing.bind_licence({ licence_id: id, consumer_id: cat, channel_id: hashOf('c') })
  t.is((await f.as(cat).licensing.consume({ licence_id: id, units: '2' })).json, '5')
  t.like(await f.view('licence', { licence_id: id }), {
    holder_id: bob,
    consumer_id: cat,
    channel_id: hashOf('c'),
    units_left: '5',
    is_valid: true,
  })
  t.deepEqual(await f.view('nft_payout', { token_id: id, balance: '999', max_len_payout: 10 }), {
    payout: { [bob]: '950', [ann]: '49' },
  })
  await f.as(bob).licensing.nft_transfer({ receiver_id: dan, token_id: id, memo: 'sold' }, 1n)
  t.like(await f.view('licence', { licence_id: id }), {
    holder_id: dan,
    consumer_id: null,
    units_left: '5',
  })
  for (let i = 0; i < 4; i++) await f.as(dan).licensing.buy_licence(buyArgs(model), 10_000n)
  t.is(await f.view('nft_total_supply'), '5')
  t.is(await f.view('nft_supply_for_owner', { account_id: dan }), '5')
  await f.as(dan).licensing.burn_licence({ licence_id: '2' })
  const page = async (method: string, args: unknown) =>
    ((await f.view(method, args)) as { token_id: string }[]).map((item) => item.token_id)
  t.deepEqual(await page('nft_tokens', {}), ['1', '5', '3', '4'])
  t.deepEqual(await page('nft_tokens_for_owner', { account_id: dan, from_index: '1', limit: 2 }), [
    '5',
    '3',
  ])
  // A receiver that is no contract fails, so the licence comes back.
  const call = { receiver_id: bob, token_id: '3', msg: '' }
  t.false(jsonOf((await attempt(f.as(dan).licensing.nft_transfer_call(call, 1n))).value))
  t.like(await f.view('nft_token', { token_id: '3' }), { owner_id: dan, approved_account_ids: {} })
  t.is(await f.view('nft_token', { token_id: 'x' }), null)
  for (const left of ['1', '3', '4', '5'])
    await f.as(dan).licensing.burn_licence({ licence_id: left })
  t.is(await f.view('nft_total_supply'), '0')
})

test('a period licence lasts as long as was paid, and a repeated revenue message goes back', async (t) => {
  const f = await licensingFixture()
  const terms = {
    ...plainTerms,
    price_per_token: null,
    price_per_request: null,
    price_per_period: '500',
    period_s: 3_600,
  }
  const model = await sealedAsset(f, ann, [], terms)
  const args = buyArgs(model, { unit: 'period', quantity: '2' })
  const id = String((await f.as(bob).licensing.buy_licence(args, 1_000n)).json)
  t.like(await f.view('licence', { licence_id: id }), { units_left: '0', is_valid: true })
  f.devnet.advanceTime(2n * 3_600n * 10n ** 9n)
  t.like(await f.view('licence', { licence_id: id }), { is_valid: false })
  const revenue = { asset_id: model.id, outbox_id: '77' }
  t.true((await f.as(channelsId).licensing.record_revenue(revenue, near)).json)
  const balance = f.devnet.balanceYocto(channelsId)
  t.false((await f.as(channelsId).licensing.record_revenue(revenue, near)).json)
  t.true(balance - f.devnet.balanceYocto(channelsId) < near / 100n)
  t.like(await f.view('flow', { asset_id: model.id, token: 'NEAR' }), {
    gross: String(near + 1_000n),
  })
})
