import { licensingErrors } from '@research-hub/contracts/licensing/errors'
import { splitTree } from '@research-hub/sdk/codecs'
import test from 'ava'
import { attempt } from '../../support/calls.js'
import {
  buyArgs,
  draftAsset,
  earn,
  hashOf,
  linkParent,
  plainTerms,
  sealedAsset,
} from '../../support/licensing-assets.js'
import {
  badTokenId,
  channelsId,
  competitionId,
  guardianId,
  initArgs,
  ladderId,
  licensingFixture,
  licensingId,
  ownerId,
  strangerId,
  tokenId,
  users,
} from '../../support/licensing-fixture.js'
import { refused, seenCodes } from '../../support/refused.js'
import { dayNs, secondNs } from '../../support/units.js'

const [ann, bob, cat, dan] = users

const register = (change: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'model',
  artifact_root: hashOf('one artefact'),
  manifest_root: hashOf('manifest'),
  ...change,
})

test.serial('assets: registering, accepting, dropping, sealing', async (t) => {
  const f = await licensingFixture()
  await refused(t, 'ERR_ASSET_KIND', f.as(ann).licensing.register_asset(register({ kind: 'eval' })))
  await refused(t, 'ERR_ARGS', f.as(ann).licensing.register_asset(register({ kind: 'poem' })))
  await refused(
    t,
    'ERR_POOL_SHARE',
    f.as(ann).licensing.register_asset(register({ pool_ppm: 99_999 })),
  )
  await refused(t, 'ERR_ARGS', f.as(ann).licensing.register_asset(register({ pool_ppm: 200_001 })))
  await refused(t, 'ERR_NOT_REGISTERED', f.as(strangerId).licensing.register_asset(register()))
  await refused(t, 'ERR_NOT_PAYABLE', f.as(ann).licensing.register_asset(register(), 1n))
  await f.as(ann).licensing.register_asset(register())
  await refused(t, 'ERR_ASSET_EXISTS', f.as(ann).licensing.register_asset(register()))
  await f.as(bob).licensing.register_asset(register())
  const entry = {
    cid: '1',
    entry_id: '1',
    account_id: ann,
    artifact_root: hashOf('entry'),
    manifest_root: hashOf('manifest'),
    outbox_id: '1',
  }
  await refused(t, 'ERR_NOT_NEIGHBOUR', f.as(channelsId).licensing.register_from_entry(entry))
  await f.as(competitionId).licensing.register_from_entry(entry)
  await refused(t, 'ERR_NOT_ASSET_OWNER', f.as(bob).licensing.accept_asset({ asset_id: '3' }))
  await refused(t, 'ERR_ASSET_PENDING', f.as(ann).licensing.seal({ asset_id: '3' }))
  const split = {
    asset_id: '3',
    total: '1',
    residual_id: ann,
    shares: [{ account_id: ann, share: '1' }],
  }
  await refused(t, 'ERR_ASSET_PENDING', f.as(ann).licensing.set_split_epoch(split))
  await refused(t, 'ERR_DROP_EARLY', f.as(bob).licensing.drop_pending({ asset_id: '3' }))
  await earn(f, '3', 1n)
  await refused(t, 'ERR_ASSET_IN_USE', f.as(ann).licensing.drop_pending({ asset_id: '3' }))
  await f.as(ann).licensing.accept_asset({ asset_id: '3' })
  await refused(t, 'ERR_NOT_PENDING', f.as(ann).licensing.accept_asset({ asset_id: '3' }))
  await refused(t, 'ERR_NOT_PENDING', f.as(ann).licensing.drop_pending({ asset_id: '3' }))
  await refused(t, 'ERR_SEAL_EARLY', f.as(bob).licensing.seal({ asset_id: '3' }))
  await refused(t, 'ERR_ASSET_NOT_FOUND', f.as(ann).licensing.seal({ asset_id: '4' }))
  await refused(t, 'ERR_ASSET_NOT_FOUND', f.as(ann).licensing.seal({ asset_id: '4294967299' }))
  const claim = { asset_id: '3', epoch: 0, token: 'NEAR', account_id: ann }
  await refused(t, 'ERR_NOT_SEALED', f.as(ann).licensing.claim_split(claim))
  await refused(
    t,
    'ERR_NOT_SEALED',
    f.as(ann).licensing.add_terms({ asset_id: '3', terms: plainTerms }),
  )
  f.devnet.advanceTime(31n * dayNs)
  await f.as(bob).licensing.seal({ asset_id: '3' })
  await refused(t, 'ERR_ASSET_SEALED', f.as(ann).licensing.seal({ asset_id: '3' }))
})

test.serial('parents: order, terms, shares, limits', async (t) => {
  const f = await licensingFixture()
  const link = (id: string, parentId: string, terms: string, sharePpm: number, more = {}) => ({
    asset_id: id,
    parent_id: parentId,
    terms_hash: terms,
    share_ppm: sharePpm,
    ...more,
  })
  const add = (who: string, args: unknown) => attempt(f.as(who).licensing.add_parent(args))
  const open = await sealedAsset(f, ann)
  const paid = await sealedAsset(f, ann, [], { ...plainTerms, royalty_ppm: 100_000 })
  const closed = await sealedAsset(f, ann, [], { ...plainTerms, derivative: 'none' })
  const licensed = await sealedAsset(f, ann, [], { ...plainTerms, derivative: 'licensed' })
  const child = await draftAsset(f, bob)
  await refused(t, 'ERR_NOT_ASSET_OWNER', add(ann, link(child, open.id, open.termsHash, 1)))
  await refused(t, 'ERR_PARENT_ORDER', add(bob, link(child, child, open.termsHash, 1)))
  await refused(t, 'ERR_OFFER_NOT_FOUND', add(bob, link(child, open.id, paid.termsHash, 1)))
  await refused(t, 'ERR_ROYALTY_SHORT', add(bob, link(child, paid.id, paid.termsHash, 99_999)))
  await refused(t, 'ERR_DERIVATIVE', add(bob, link(child, closed.id, closed.termsHash, 1)))
  const lease = link(child, licensed.id, licensed.termsHash, 1)
  await refused(t, 'ERR_DERIVATIVE', add(bob, lease))
  await refused(t, 'ERR_LICENCE_NOT_FOUND', add(bob, { ...lease, licence_id: '9' }))
  await f.as(cat).licensing.buy_licence(buyArgs(licensed), 10_000n)
  await refused(t, 'ERR_NOT_HOLDER', add(bob, { ...lease, licence_id: '1' }))
  await f.as(bob).licensing.buy_licence(buyArgs(open), 10_000n)
  await refused(t, 'ERR_DERIVATIVE', add(bob, { ...lease, licence_id: '2' }))
  await f.as(bob).licensing.buy_licence(buyArgs(licensed), 10_000n)
  await f.as(bob).licensing.add_parent({ ...lease, licence_id: '3' })
  await refused(t, 'ERR_STACK', add(bob, link(child, open.id, open.termsHash, 500_000)))
  await f.as(bob).licensing.add_parent(link(child, open.id, open.termsHash, 5))
  await refused(t, 'ERR_PARENT_LINKED', add(bob, link(child, open.id, open.termsHash, 5)))
  const draft = await draftAsset(f, bob)
  const late = await draftAsset(f, bob)
  await refused(t, 'ERR_NOT_SEALED', add(bob, link(late, draft, open.termsHash, 1)))
  await f.as(ann).licensing.retire_terms({ asset_id: open.id, terms_hash: open.termsHash })
  await refused(t, 'ERR_OFFER_RETIRED', add(bob, link(late, open.id, open.termsHash, 1)))
  await f
    .as(guardianId)
    .licensing.tag({ asset_id: paid.id, evidence_hash: hashOf('e'), duration_s: 60 })
  await refused(t, 'ERR_ASSET_TAGGED', add(bob, link(late, paid.id, paid.termsHash, 100_000)))
  await f.as(bob).licensing.seal({ asset_id: child })
  await refused(t, 'ERR_ASSET_SEALED', add(bob, link(child, paid.id, paid.termsHash, 100_000)))
})

test.serial('parents: at most 16, and 64 ancestors', async (t) => {
  const f = await licensingFixture()
  const heads: string[] = []
  const roots: string[] = []
  let termsHash = ''
  for (let family = 0; family < 4; family++) {
    const own: string[] = []
    for (let i = 0; i < 16; i++) own.push((await sealedAsset(f, ann)).id)
    const head = await sealedAsset(
      f,
      ann,
      own.map((root) => [root, 10] as const),
    )
    heads.push(head.id)
    roots.push(...own)
    termsHash = head.termsHash
  }
  const link = (id: string, parentId = '') => {
    const args = { asset_id: id, parent_id: parentId, terms_hash: termsHash, share_ppm: 10 }
    return attempt(f.as(ann).licensing.add_parent(args))
  }
  const wide = await draftAsset(f, ann)
  for (const root of roots.slice(0, 16)) await linkParent(f, ann, wide, root, 10)
  await refused(t, 'ERR_PARENT_LIMIT', link(wide, roots[16]))
  // Four families of 17: the last is too many.
  const deep = await draftAsset(f, ann)
  for (const head of heads.slice(0, 3)) await linkParent(f, ann, deep, head, 10)
  await refused(t, 'ERR_ANCESTOR_LIMIT', link(deep, heads[3]))
  t.like(await f.view('asset', { asset_id: deep }), { parents: 3, ancestors: 51 })
})

test.serial('terms and sales', async (t) => {
  const f = await licensingFixture()
  const id = await draftAsset(f, ann)
  await f.as(ann).licensing.seal({ asset_id: id })
  const offer = (change: object) =>
    attempt(f.as(ann).licensing.add_terms({ asset_id: id, terms: { ...plainTerms, ...change } }))
  const nothing = { price_per_token: null, price_per_request: null }
  await refused(t, 'ERR_TERMS', offer(nothing))
  await refused(t, 'ERR_TERMS', offer({ price_per_token: '0' }))
  await refused(t, 'ERR_TERMS', offer({ period_s: 5 }))
  await refused(t, 'ERR_TERMS', offer({ price_per_period: '5' }))
  await refused(t, 'ERR_TERMS', offer({ royalty_ppm: 500_001 }))
  await refused(t, 'ERR_TERMS', offer({ derivative: 'none', royalty_ppm: 1 }))
  await refused(t, 'ERR_TERMS', offer({ derivative: 'none', reciprocal: true }))
  await refused(t, 'ERR_TERMS', offer({ resale_ppm: 100_001 }))
  await refused(t, 'ERR_TERMS', offer({ transferable: false, resale_ppm: 1 }))
  await refused(t, 'ERR_TERMS_EXPIRED', offer({ expires_at_ns: '1' }))
  await refused(t, 'ERR_UNKNOWN_TOKEN', offer({ token: 'unknown.near' }))
  await refused(t, 'ERR_ARGS', offer({ price_per_token: 5 }))
  await refused(t, 'ERR_ARGS', offer({ surprise: 1 }))
  const nowNs = f.devnet.chain.head().header.timestampNs
  const hash = String(
    (
      await f.as(ann).licensing.add_terms({
        asset_id: id,
        terms: {
          ...plainTerms,
          price_per_period: '7',
          period_s: 3_600,
          min_price: '50',
          quota: '100',
          expires_at_ns: String(nowNs + 7_300n * secondNs),
        },
      })
    ).json,
  )
  const asset = { id, termsHash: hash }
  const buy = (change: object, paid = 10_000n, who = bob as string) =>
    attempt(f.as(who).licensing.buy_licence(buyArgs(asset, { ...change }), paid))
  const period = { unit: 'period' }
  await refused(t, 'ERR_BELOW_MIN', buy({ ...period, quantity: '1' }))
  await refused(t, 'ERR_TERMS_EXPIRED', buy({ ...period, quantity: '8' }))
  await refused(t, 'ERR_QUANTITY', buy({ quantity: '0' }))
  await refused(t, 'ERR_QUANTITY', buy({ quantity: '101' }))
  await refused(t, 'ERR_MAX_PRICE', buy({ max_price: '9999' }))
  await refused(t, 'ERR_PAID_SHORT', buy({}, 9_999n))
  await refused(t, 'ERR_OFFER_NOT_FOUND', buy({ terms_hash: hashOf('other') }))
  await refused(t, 'ERR_NOT_REGISTERED', buy({}, 10_000n, strangerId))
  const msg = (args: unknown) => JSON.stringify({ method: 'buy_licence', args })
  const sent = await f.sendTokens(bob, tokenId, 10_000n, msg(buyArgs(asset)))
  t.regex(JSON.stringify(sent.receipts.map(({ status }) => status)), /ERR_WRONG_TOKEN/)
  seenCodes.add('ERR_WRONG_TOKEN')
  const tokenTerms = { ...plainTerms, token: tokenId }
  const priced = String(
    (await f.as(ann).licensing.add_terms({ asset_id: id, terms: tokenTerms })).json,
  )
  const unopened = await f.sendTokens(
    bob,
    tokenId,
    10_000n,
    msg(buyArgs({ id, termsHash: priced })),
  )
  t.regex(JSON.stringify(unopened.receipts.map(({ status }) => status)), /ERR_FLOW_NOT_OPEN/)
  const [dear, cheap] = [await draftAsset(f, cat), await draftAsset(f, cat)]
  await f.as(ann).licensing.add_terms({ asset_id: id, terms: plainTerms })
  const plain = ((await f.view('offers', { asset_id: id })) as { terms_hash: string }[])[2]
  const link = { parent_id: id, terms_hash: plain?.terms_hash, share_ppm: 300_000 }
  await f.as(cat).licensing.add_parent({ asset_id: dear, ...link })
  await f.as(cat).licensing.seal({ asset_id: dear })
  const dearHash = String(
    (await f.as(cat).licensing.add_terms({ asset_id: dear, terms: plainTerms })).json,
  )
  const guarded = buyArgs({ id: dear, termsHash: dearHash }, { max_stack_ppm: 299_999 })
  await refused(t, 'ERR_MAX_STACK', f.as(bob).licensing.buy_licence(guarded, 10_000n))
  const unsold = buyArgs({ id: dear, termsHash: dearHash }, period)
  await refused(t, 'ERR_UNIT_NOT_SOLD', f.as(bob).licensing.buy_licence(unsold, 10_000n))
  await refused(
    t,
    'ERR_NOT_SEALED',
    f.as(bob).licensing.buy_licence(buyArgs({ ...asset, id: cheap }), 1n),
  )
  f.devnet.advanceTime(7_300n * secondNs)
  await refused(t, 'ERR_TERMS_EXPIRED', buy({}))
  await f.as(ann).licensing.retire_terms({ asset_id: id, terms_hash: hash })
  await refused(t, 'ERR_OFFER_RETIRED', buy({}))
  const retire = { asset_id: id, terms_hash: hash }
  await refused(t, 'ERR_OFFER_RETIRED', f.as(ann).licensing.retire_terms(retire))
  await refused(t, 'ERR_NOT_ASSET_OWNER', f.as(bob).licensing.retire_terms(retire))
})

test.serial('terms that parents forbid', async (t) => {
  const f = await licensingFixture()
  const shared = { ...plainTerms, commercial: false, reciprocal: true, royalty_ppm: 50_000 }
  const parent = await sealedAsset(f, ann, [], shared)
  const child = await draftAsset(f, bob)
  await linkParent(f, bob, child, parent.id, 60_000)
  await f.as(bob).licensing.seal({ asset_id: child })
  t.like(await f.view('asset', { asset_id: child }), {
    non_commercial: true,
    reciprocal_ppm: 50_000,
  })
  const offer = (change: object) =>
    attempt(f.as(bob).licensing.add_terms({ asset_id: child, terms: { ...shared, ...change } }))
  await refused(t, 'ERR_TERMS_INHERITED', offer({ commercial: true }))
  await refused(t, 'ERR_TERMS_INHERITED', offer({ reciprocal: false }))
  await refused(t, 'ERR_TERMS_INHERITED', offer({ royalty_ppm: 49_999 }))
  t.is((await offer({})).failure, undefined)
})

test.serial('licences', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann, [], { ...plainTerms, lifetime_s: 100 })
  await f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n)
  const use = (who: string, units: string, id = '1') =>
    attempt(f.as(who).licensing.consume({ licence_id: id, units }))
  await refused(t, 'ERR_NOT_CONSUMER', use(cat, '1'))
  await refused(t, 'ERR_UNITS_SHORT', use(bob, '11'))
  await refused(t, 'ERR_UNITS_SHORT', use(bob, '0'))
  await refused(t, 'ERR_LICENCE_NOT_FOUND', use(bob, '1', '2'))
  const bind = { licence_id: '1', consumer_id: cat, channel_id: null }
  await refused(t, 'ERR_NOT_HOLDER', f.as(cat).licensing.bind_licence(bind))
  await refused(t, 'ERR_NOT_HOLDER', f.as(cat).licensing.burn_licence({ licence_id: '1' }))
  const hand = (receiver: string, more = {}) => ({ receiver_id: receiver, token_id: '1', ...more })
  const transfer = (who: string, args: unknown, deposit = 1n) =>
    attempt(f.as(who).licensing.nft_transfer(args, deposit))
  await refused(t, 'ERR_ONE_YOCTO', transfer(bob, hand(cat), 0n))
  await refused(t, 'ERR_NOT_HOLDER', transfer(cat, hand(dan)))
  await refused(t, 'ERR_SELF_TRANSFER', transfer(bob, hand(bob)))
  await refused(t, 'ERR_NOT_REGISTERED', transfer(bob, hand(strangerId)))
  await refused(t, 'ERR_APPROVALS', transfer(bob, hand(cat, { approval_id: 1 })))
  await refused(
    t,
    'ERR_APPROVALS',
    f.as(bob).licensing.nft_approve({ token_id: '1', account_id: cat }, 1n),
  )
  await refused(t, 'ERR_ONE_YOCTO', f.as(bob).licensing.nft_revoke_all({ token_id: '1' }))
  t.false(await f.view('nft_is_approved', { token_id: '1', approved_account_id: cat }))
  await t.throwsAsync(f.view('nft_payout', { token_id: '1', balance: '100', max_len_payout: 1 }), {
    message: /ERR_PAYOUT_LENGTH/,
  })
  seenCodes.add('ERR_PAYOUT_LENGTH')
  const still = await sealedAsset(f, ann, [], { ...plainTerms, transferable: false, resale_ppm: 0 })
  await f.as(bob).licensing.buy_licence(buyArgs(still), 10_000n)
  await refused(t, 'ERR_NOT_TRANSFERABLE', transfer(bob, { receiver_id: cat, token_id: '2' }))
  f.devnet.advanceTime(100n * secondNs)
  await refused(t, 'ERR_LICENCE_EXPIRED', use(bob, '1'))
  const periods = {
    price_per_token: null,
    price_per_request: null,
    price_per_period: '1',
    period_s: 9,
  }
  const club = await sealedAsset(f, ann, [], { ...plainTerms, ...periods })
  const month = buyArgs(club, { unit: 'period', quantity: '1' })
  await f.as(bob).licensing.buy_licence(month, 1n)
  await refused(t, 'ERR_LICENCE_UNIT', use(bob, '1', '3'))
})

test.serial('splits, claims, flows, pools', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  const id = model.id
  const open = (change: object) =>
    attempt(
      f
        .as(ann)
        .licensing.set_split_epoch({ asset_id: id, total: '10', residual_id: ann, ...change }),
    )
  const share = (accountId: string, amount: string) => ({ account_id: accountId, share: amount })
  await refused(t, 'ERR_SPLIT', open({}))
  await refused(t, 'ERR_SPLIT', open({ total: '0', shares: [share(ann, '1')] }))
  await refused(t, 'ERR_SPLIT', open({ shares: [share(ann, '11')] }))
  await refused(t, 'ERR_SPLIT', open({ shares: [share(ann, '0')] }))
  await refused(t, 'ERR_SPLIT', open({ shares: [share(bob, '1'), share(ann, '1')] }))
  await refused(t, 'ERR_SPLIT', open({ shares: [share(bob, '1'), share(bob, '1')] }))
  const root = `${hashOf('r')}0b${'00'.repeat(15)}`
  await refused(t, 'ERR_SPLIT', open({ root }))
  await refused(t, 'ERR_SPLIT', open({ root, count: 2 }))
  await refused(t, 'ERR_SPLIT', open({ shares: [share(ann, '1')], count: 1 }))
  const both = { shares: [share(ann, '1')], root, count: 1 }
  await refused(t, 'ERR_SPLIT', open(both))
  const tree = splitTree([
    { accountId: ann, share: 4n },
    { accountId: bob, share: 6n },
  ])
  await f.as(ann).licensing.set_split_epoch({
    asset_id: id,
    total: '10',
    residual_id: ann,
    root: tree.root,
    count: 2,
  })
  await earn(f, id, 1_000n)
  const claim = (change: object) =>
    attempt(f.as(cat).licensing.claim_split({ asset_id: id, token: 'NEAR', ...change }))
  await refused(t, 'ERR_NOTHING_DUE', claim({ epoch: 0, account_id: ann }))
  await refused(t, 'ERR_NO_SHARE', claim({ epoch: 0, account_id: bob }))
  await refused(t, 'ERR_SPLIT_NOT_FOUND', claim({ epoch: 2, account_id: bob }))
  const proof = tree.proofOf(bob)
  await refused(t, 'ERR_SPLIT_PROOF', claim({ epoch: 1, account_id: bob }))
  await refused(t, 'ERR_SPLIT_PROOF', claim({ epoch: 1, ...proof, share: '7' }))
  await refused(t, 'ERR_SPLIT_PROOF', claim({ epoch: 1, ...proof, index: 0 }))
  await refused(t, 'ERR_SPLIT_PROOF', claim({ epoch: 1, ...proof, account_id: ann }))
  await refused(t, 'ERR_SPLIT_PROOF', claim({ epoch: 1, ...proof, proof: [] }))
  await f.as(cat).licensing.claim_split({ asset_id: id, token: 'NEAR', epoch: 1, ...proof })
  await refused(t, 'ERR_NOTHING_DUE', claim({ epoch: 1, ...proof }))
  await refused(
    t,
    'ERR_NOTHING_DUE',
    f.as(cat).licensing.claim_residual({ asset_id: id, epoch: 1, token: 'NEAR' }),
  )
  const ours = { shares: [share(ann, '10')] }
  await open(ours)
  await refused(t, 'ERR_SPLIT_ANNOUNCED', open(ours))
  await refused(t, 'ERR_SPLIT_ANNOUNCED', f.as(ann).licensing.freeze_split({ asset_id: id }))
  f.devnet.advanceTime(7n * dayNs)
  await f.as(ann).licensing.freeze_split({ asset_id: id })
  await refused(t, 'ERR_SPLIT_FROZEN', open(ours))
  await refused(t, 'ERR_SPLIT_FROZEN', f.as(ann).licensing.freeze_split({ asset_id: id }))
  const flow = { asset_id: id, token: tokenId }
  await refused(t, 'ERR_FLOW_NOT_OPEN', f.as(cat).licensing.claim_fee(flow))
  await f.as(cat).licensing.open_flow(flow)
  await refused(t, 'ERR_FLOW_OPEN', f.as(cat).licensing.open_flow(flow))
  await refused(t, 'ERR_NOTHING_DUE', f.as(cat).licensing.claim_fee(flow))
  const inNear = { asset_id: id, token: 'NEAR' }
  await refused(t, 'ERR_NO_POOL', f.as(cat).licensing.forward_pool_share(inNear))
  await f.as(ownerId).licensing.set_next_pool({ pool_id: '5' })
  await refused(t, 'ERR_NO_POOL', f.as(cat).licensing.forward_pool_share(inNear))
  await f.as(cat).licensing.claim_treasury(inNear)
  await earn(f, id, 1_000_000n)
  await refused(t, 'ERR_POOL_NAMED', f.as(cat).licensing.claim_treasury(inNear))
  await refused(t, 'ERR_NOT_PAYABLE', f.as(cat).licensing.forward_pool_share(inNear, 1n))
  await f.as(ownerId)[ladderId].set_mode({ mode: 'failing' })
  await attempt(f.as(cat).licensing.forward_pool_share(inNear))
  await earn(f, id, 1_000n)
  await refused(t, 'ERR_FORWARD_PENDING', f.as(cat).licensing.forward_pool_share(inNear))
  await refused(
    t,
    'ERR_NOT_ANCESTOR',
    f.as(cat).licensing.pull_royalty({ child_id: id, ancestor_id: id, token: 'NEAR' }),
  )
  await refused(
    t,
    'ERR_NOT_NEIGHBOUR',
    f.as(cat).licensing.record_revenue({ asset_id: id, outbox_id: '1' }, 5n),
  )
  const tokens = Array.from({ length: 15 }, (_, i) => `t${i}.near`)
  for (const token_id of tokens) await f.as(ownerId).licensing.register_token({ token_id })
  f.devnet.advanceTime(3n * dayNs)
  for (const token of tokens.slice(0, 14)) {
    await f.as(cat).licensing.open_flow({ asset_id: id, token })
  }
  const last = { asset_id: id, token: 't14.near' }
  await refused(t, 'ERR_FLOW_LIMIT', f.as(cat).licensing.open_flow(last))
  await f.as(ann).licensing.open_flow(last)
})

test.serial('disputes, governance, set-up, pauses', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  const id = { asset_id: model.id }
  const tag = { ...id, evidence_hash: hashOf('evidence'), duration_s: 3_600 }
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(ann).licensing.tag(tag))
  await refused(t, 'ERR_ARGS', f.as(guardianId).licensing.tag({ ...tag, duration_s: 2_592_001 }))
  await refused(t, 'ERR_NOT_TAGGED', f.as(guardianId).licensing.untag(id))
  await f.as(guardianId).licensing.tag(tag)
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(ann).licensing.untag(id))
  await refused(t, 'ERR_TAG_PAUSE', f.as(guardianId).licensing.tag(tag))
  await refused(t, 'ERR_ASSET_TAGGED', f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n))
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as(licensingId).licensing.init(initArgs))
  await refused(t, 'ERR_PRIVATE', f.as(strangerId).licensing.init(initArgs))
  const fees = { fee_ppm: 1, pool_ppm: 1 }
  await refused(t, 'ERR_NOT_OWNER', f.as(guardianId).licensing.set_fees(fees))
  await refused(t, 'ERR_ARGS', f.as(ownerId).licensing.set_fees({ ...fees, fee_ppm: 50_001 }))
  await refused(t, 'ERR_NOT_OWNER', f.as(guardianId).licensing.set_next_pool({ pool_id: '1' }))
  await f.as(guardianId).licensing.pause({ features: 7 })
  await refused(t, 'ERR_PAUSED', f.as(ann).licensing.register_asset(register()))
  await f.as(ann).licensing.add_terms({ ...id, terms: plainTerms })
  await refused(t, 'ERR_PAUSED', f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n))
  const resolve = { owner_id: ann, receiver_id: bob, token_id: '1' }
  await refused(t, 'ERR_PRIVATE', f.as(ann).licensing.nft_resolve_transfer(resolve))
  const forged = { sender_id: ann, amount: '5', msg: '' }
  await refused(t, 'ERR_UNKNOWN_TOKEN', f.as(ann).licensing.ft_on_transfer(forged))
  const nonsense = await f.sendTokens(ann, badTokenId, 5n, '{"method":"withdraw","args":{}}')
  t.regex(JSON.stringify(nonsense.receipts.map(({ status }) => status)), /ERR_ARGS/)
})

test.serial('every code of the contract is refused somewhere above', (t) => {
  t.deepEqual(
    Object.keys(licensingErrors).filter((code) => !seenCodes.has(code)),
    [],
  )
})
