/** Who shares what an asset earned: by the split that held when it was earned, by roots that prove their sum. */
import { splitTree } from '@research-hub/sdk/codecs'
import test, { type ExecutionContext } from 'ava'
import { attempt } from '../../support/calls.js'
import { draftAsset, earn, plainTerms, sealedAsset } from '../../support/licensing-assets.js'
import {
  channelsId,
  guardianId,
  type LicensingFixture,
  licensingFixture,
  strangerId,
  tokenId,
  users,
} from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { dayNs, near } from '../../support/units.js'

const [ann, bob, cat, dan] = users
const noticeNs = 7n * dayNs

const nowNs = (f: LicensingFixture): bigint => f.devnet.chain.head().header.timestampNs

/** Ann gets nine parts of ten, the rest is the owner's. */
function mostlyAnn(id: string, owner: string): object {
  const shares = [{ account_id: ann, share: '90' }]
  return { asset_id: id, total: '100', residual_id: owner, shares }
}

function alone(id: string, owner: string): object {
  const shares = [{ account_id: owner, share: '1' }]
  return { asset_id: id, total: '1', residual_id: owner, shares }
}

async function ownOf(f: LicensingFixture, id: string, epoch: number): Promise<bigint> {
  const found = await f.view('epoch_flow', { asset_id: id, epoch, token: 'NEAR' })
  return BigInt((found as { own: string }).own)
}

/** Revenue that the channels contract kept for a while. */
async function earnSince(
  f: LicensingFixture,
  id: string,
  outboxId: string,
  amount: bigint,
  sinceNs: bigint,
): Promise<void> {
  const args = { asset_id: id, outbox_id: outboxId, since_ns: String(sinceNs) }
  await f.as(channelsId).licensing.record_revenue(args, amount)
}

/** Bob's model, shared with Ann, from which Cat's descends with 40 %. */
async function family(f: LicensingFixture): Promise<readonly [base: string, kid: string]> {
  const { id: base } = await sealedAsset(f, bob)
  await f.as(bob).licensing.set_split_epoch(mostlyAnn(base, bob))
  const { id: kid } = await sealedAsset(f, cat, [[base, 400_000]])
  return [base, kid]
}

/** The owner takes the split back; a week later that holds. */
async function flip(f: LicensingFixture, base: string): Promise<void> {
  await f.as(bob).licensing.set_split_epoch(alone(base, bob))
  f.devnet.advanceTime(noticeNs)
}

const pull = (f: LicensingFixture, child: string, ancestor: string) =>
  attempt(
    f.as(bob).licensing.pull_royalty({ child_id: child, ancestor_id: ancestor, token: 'NEAR' }),
  )

test('split flip: royalties that waited in a descendant and at channels belong to who shared when they were earned', async (t) => {
  const f = await licensingFixture('flip')
  const [base, kid] = await family(f)
  await earn(f, kid, 10n * near)
  const earnedNs = nowNs(f)
  await flip(f, base)
  t.falsy((await pull(f, kid, base)).failure)
  await earnSince(f, base, '901', 10n * near, earnedNs)
  const { own_ppm } = (await f.view('asset', { asset_id: base })) as { own_ppm: number }
  const expected = 4n * near + (10n * near * BigInt(own_ppm)) / 1_000_000n
  t.is(await ownOf(f, base, 1), expected, 'INV-322')
  t.is(await ownOf(f, base, 2), 0n)
  const claim = { asset_id: base, epoch: 1, token: 'NEAR', account_id: ann }
  t.is((await f.as(ann).licensing.claim_split(claim)).json, String((expected * 9n) / 10n))
  await earn(f, base, 10n * near)
  t.is(await ownOf(f, base, 2), (10n * near * BigInt(own_ppm)) / 1_000_000n)
  const rest = { asset_id: base, epoch: 1, token: 'NEAR' }
  const left = expected - (expected * 9n) / 10n
  t.is((await f.as(bob).licensing.claim_residual(rest)).json, String(left))
})

test("INV-322 split flip: money that came late to a descendant is not the new split's because somebody pulled in between", async (t) => {
  const f = await licensingFixture('late')
  const [base, kid] = await family(f)
  await earn(f, kid, 1000n)
  const earnedNs = nowNs(f)
  await flip(f, base)
  await pull(f, kid, base)
  await earnSince(f, kid, '901', 1_000_000n, earnedNs)
  await earnSince(f, kid, '902', 10n, nowNs(f) - 1n)
  await pull(f, kid, base)
  t.is(await ownOf(f, base, 1), 400n + 400_004n)
  await earn(f, kid, 1000n)
  await pull(f, kid, base)
  t.is(await ownOf(f, base, 2), 400n)
})

test('INV-322 a first pull with nothing due tells where the new epoch begins, and only once', async (t) => {
  const f = await licensingFixture('mark')
  const [base, kid] = await family(f)
  await refused(t, 'ERR_NOTHING_DUE', pull(f, kid, base))
  await earn(f, kid, 1n)
  await refused(t, 'ERR_NOTHING_DUE', pull(f, kid, base))
  await flip(f, base)
  t.falsy((await pull(f, kid, base)).failure)
  await refused(t, 'ERR_NOTHING_DUE', pull(f, kid, base))
  await earn(f, kid, 999n)
  await pull(f, kid, base)
  t.deepEqual([await ownOf(f, base, 1), await ownOf(f, base, 2)], [0n, 400n])
})

for (const [name, offsetNs, epoch] of [
  ['one nanosecond before', -1n, 1],
  ['at', 0n, 2],
  ['one nanosecond after', 1n, 2],
] as const) {
  test(`INV-322 money earned ${name} the start of a split is of epoch ${epoch}`, async (t) => {
    const f = await licensingFixture('edges')
    const [base] = await family(f)
    await flip(f, base)
    const { split_from_ns } = (await f.view('asset', { asset_id: base })) as {
      split_from_ns: string
    }
    await earnSince(f, base, '901', 1_000_000n, BigInt(split_from_ns) + offsetNs)
    t.is(await ownOf(f, base, epoch), 880_000n)
    t.is(await ownOf(f, base, 3 - epoch), 0n)
  })
}

test('INV-323 a split holds after its notice, is the only one announced, and a frozen one is the last', async (t) => {
  const f = await licensingFixture('notice')
  const [base] = await family(f)
  const first = (await f.view('split', { asset_id: base, epoch: 1 })) as { from_ns: string }
  t.true(BigInt(first.from_ns) <= nowNs(f), 'the first one holds at once')
  const before = nowNs(f)
  await f.as(bob).licensing.set_split_epoch(alone(base, bob))
  const { from_ns } = (await f.view('split', { asset_id: base, epoch: 2 })) as { from_ns: string }
  t.true(BigInt(from_ns) > before + noticeNs && BigInt(from_ns) <= nowNs(f) + noticeNs)
  t.like(await f.view('asset', { asset_id: base }), { epoch: 1, split_from_ns: from_ns })
  await earn(f, base, 1_000_000n)
  t.is(await ownOf(f, base, 1), 880_000n)
  await refused(t, 'ERR_SPLIT_ANNOUNCED', attempt(flip(f, base)))
  await refused(
    t,
    'ERR_SPLIT_ANNOUNCED',
    attempt(f.as(bob).licensing.freeze_split({ asset_id: base })),
  )
  f.devnet.advanceTime(BigInt(from_ns) - nowNs(f))
  t.like(await f.view('asset', { asset_id: base }), { epoch: 2, split_frozen: false })
  await refused(
    t,
    'ERR_NOT_ASSET_OWNER',
    attempt(f.as(ann).licensing.freeze_split({ asset_id: base })),
  )
  await f.as(bob).licensing.freeze_split({ asset_id: base })
  t.like(await f.view('asset', { asset_id: base }), { epoch: 2, split_frozen: true })
  await refused(
    t,
    'ERR_SPLIT_FROZEN',
    attempt(f.as(bob).licensing.set_split_epoch(alone(base, bob))),
  )
})

test('INV-323 a draft is split once: what it earned is not divided anew before the seal', async (t) => {
  const f = await licensingFixture('drafts')
  const draft = await draftAsset(f, bob)
  await f.as(bob).licensing.set_split_epoch(mostlyAnn(draft, bob))
  await earn(f, draft, 1_000_000n)
  await refused(
    t,
    'ERR_NOT_SEALED',
    attempt(f.as(bob).licensing.set_split_epoch(alone(draft, bob))),
  )
  await earnSince(f, draft, '901', 1_000_000n, 1n)
  await f.as(bob).licensing.seal({ asset_id: draft })
  t.is(await ownOf(f, draft, 1), 1_760_000n)
})

async function rooted(t: ExecutionContext, root: string, count: number) {
  const f = await licensingFixture('roots')
  const { id } = await sealedAsset(f, bob)
  const split = { asset_id: id, total: '100', residual_id: bob, root, count }
  await f.as(bob).licensing.set_split_epoch(split)
  await earn(f, id, 1_000_000n)
  t.is(await ownOf(f, id, 1), 880_000n)
  const claim = (proof: object) =>
    attempt(f.as(cat).licensing.claim_split({ asset_id: id, epoch: 1, token: 'NEAR', ...proof }))
  const residual = () =>
    attempt(f.as(cat).licensing.claim_residual({ asset_id: id, epoch: 1, token: 'NEAR' }))
  return { f, id, claim, residual }
}

const ninety = splitTree([
  { accountId: ann, share: 50n },
  { accountId: cat, share: 40n },
])

test('INV-311 lying root: no proof under a root leads to another sum, so who agreed to it sees the lie at once', async (t) => {
  for (const sum of ['00', '59', '5b', '64']) {
    const lie = `${ninety.root.slice(0, 64)}${sum}${'00'.repeat(15)}`
    const { claim } = await rooted(t, lie, 2)
    for (const who of [ann, cat]) await refused(t, 'ERR_SPLIT_PROOF', claim(ninety.proofOf(who)))
  }
  const { claim, residual } = await rooted(t, ninety.root, 2)
  t.is((await residual()).failure, undefined)
  for (const who of [ann, cat]) t.is((await claim(ninety.proofOf(who))).failure, undefined)
})

test('INV-311 lying branch: a sibling that hides its sum fits no root', async (t) => {
  const { claim } = await rooted(t, ninety.root, 2)
  const proof = ninety.proofOf(ann)
  const [sibling = ''] = proof.proof
  const hidden = `${sibling.slice(0, 64)}${'00'.repeat(16)}`
  await refused(t, 'ERR_SPLIT_PROOF', claim({ ...proof, share: '90', proof: [hidden] }))
  await refused(t, 'ERR_SPLIT_PROOF', claim({ ...proof, share: '51' }))
  await refused(
    t,
    'ERR_SPLIT_PROOF',
    claim({ ...proof, proof: [`${sibling.slice(0, 64)}${'ff'.repeat(16)}`] }),
  )
})

test('INV-310 duplicate leaves: two shares of one account are both paid, each once', async (t) => {
  const tree = splitTree([
    { accountId: ann, share: 50n },
    { accountId: ann, share: 30n },
    { accountId: dan, share: 20n },
  ])
  const { f, id, claim } = await rooted(t, tree.root, tree.count)
  t.throws(() => tree.proofOf(ann), { message: /several/ })
  const proofs = [...tree.proofsOf(ann), tree.proofOf(dan)]
  for (const proof of proofs) t.is((await claim(proof)).failure, undefined)
  for (const proof of proofs) await refused(t, 'ERR_NOTHING_DUE', claim(proof))
  const credit = async (who: string) => f.view('credit_of', { account_id: who, token: 'NEAR' })
  t.deepEqual([await credit(ann), await credit(dan)], ['704000', '176000'])
  t.like(await f.view('epoch_flow', { asset_id: id, epoch: 1, token: 'NEAR' }), {
    own: '880000',
    claimed: '880000',
  })
})

test('INV-307 a tagged child pays no royalty, and an expired tag may be taken off by anyone', async (t) => {
  const f = await licensingFixture('tags')
  const [base, kid] = await family(f)
  await earn(f, kid, 1_000n)
  const tag = { asset_id: kid, evidence_hash: '00'.repeat(32), duration_s: 3_600 }
  await f.as(guardianId).licensing.tag(tag)
  await refused(t, 'ERR_ASSET_TAGGED', pull(f, kid, base))
  await refused(t, 'ERR_NOT_GUARDIAN', attempt(f.as(strangerId).licensing.untag({ asset_id: kid })))
  f.devnet.advanceTime(3_600_000_000_000n)
  t.falsy((await pull(f, kid, base)).failure)
  await f.as(strangerId).licensing.untag({ asset_id: kid })
  await refused(t, 'ERR_TAG_PAUSE', attempt(f.as(guardianId).licensing.tag(tag)))
})

test('INV-324 a stranger opens no flow of a pending asset, so that it can be dropped', async (t) => {
  const f = await licensingFixture('pending')
  const root = '07'.repeat(32)
  const won = { cid: '1', entry_id: '1', account_id: ann, artifact_root: root, manifest_root: root }
  const made = await f
    .as('competition.hub.near')
    .licensing.register_from_entry({ ...won, outbox_id: '1' })
  const id = { asset_id: String(made.json) }
  await refused(
    t,
    'ERR_ASSET_PENDING',
    attempt(f.as(dan).licensing.open_flow({ ...id, token: tokenId })),
  )
  await f.as(ann).licensing.drop_pending(id)
  t.is(await f.view('asset', id), null)
})

test('INV-324 no pause keeps an owner from naming parents, or from offering terms, before a stranger may seal', async (t) => {
  const f = await licensingFixture('pauses')
  const base = await sealedAsset(f, bob)
  const draft = await draftAsset(f, cat)
  await f.as(guardianId).licensing.pause({ features: 0x7fff_ffff })
  const link = { asset_id: draft, parent_id: base.id, terms_hash: base.termsHash, share_ppm: 5 }
  await f.as(cat).licensing.add_parent(link)
  const offer = { asset_id: base.id, terms: { ...plainTerms, quota: '9' } }
  await refused(t, '', f.as(bob).licensing.add_terms(offer))
})
