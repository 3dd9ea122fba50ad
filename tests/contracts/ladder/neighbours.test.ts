/** Neighbours and tokens that repeat themselves, fail, or are somebody else. */
import test from 'ava'
import fc from 'fast-check'
import { attempt } from '../../support/calls.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  ann,
  badTokenId,
  bob,
  competitionId,
  createPool,
  fay,
  type LadderContracts,
  type LadderFixture,
  type LadderMethod,
  ladderFixture,
  ladderId,
  licensingId,
  mint,
  ownerId,
  people,
  sendTokens,
  standingNs,
  tokenId,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { outboxId } from '../../support/outbox-ids.js'
import { refused } from '../../support/refused.js'
import { dayNs, near } from '../../support/units.js'

type Received = { readonly count: number; readonly method: string; readonly amount: string }

const hash = '00'.repeat(32)
let shared: Promise<LadderFixture> | undefined
let start: ReturnType<LadderFixture['devnet']['snapshot']> | undefined

async function fresh(): Promise<LadderFixture> {
  shared ??= ladderFixture('neighbours').then((f) => {
    f.goTo(0)
    start = f.devnet.snapshot()
    return f
  })
  const f = await shared
  f.devnet.revert(start ?? f.devnet.snapshot())
  return f
}

const setMode = (f: LadderFixture, id: Exclude<keyof LadderContracts, 'ladder'>, mode: string) =>
  f.as(id)[id].set_mode({ mode })

const received = async (f: LadderFixture): Promise<Received> =>
  (await f.devnet.view(competitionId, 'received')) as Received

test.serial(
  'INV-205 a notification counts once, however often and in whatever order it comes',
  async (t) => {
    const f = await fresh()
    const id = await createPool(f)
    await f.as(ann).ladder.contribute({ pool_id: id }, 9n * near)
    const after = f.devnet.snapshot()
    const final = (cid: number) => ({
      cid: String(cid),
      tier: 0,
      series_id: '1',
      results_root: hash,
      ranked: 3,
      finalised_at_ns: '5',
      outbox_id: String(cid),
    })
    const messages = [
      { by: competitionId, method: 'on_final', args: final(1), deposit: 0n },
      { by: competitionId, method: 'on_final', args: final(2), deposit: 0n },
      {
        by: competitionId,
        method: 'grant_credits',
        args: { cid: '1', account_id: ann, amount: '7', outbox_id: '3' },
        deposit: 0n,
      },
      {
        by: licensingId,
        method: 'deposit_revenue',
        args: { pool_id: id, outbox_id: '1' },
        deposit: near / 2n,
      },
      {
        by: licensingId,
        method: 'deposit_revenue',
        args: { pool_id: id, outbox_id: '300' },
        deposit: near / 4n,
      },
    ] as const
    const order = fc.array(fc.nat({ max: messages.length - 1 }), { minLength: 3, maxLength: 9 })
    await fuzzAsync(
      t,
      fc.asyncProperty(order, async (list) => {
        f.devnet.revert(after)
        const held = async () => BigInt((await f.solvency()).locked)
        const before = await held()
        for (const at of list) {
          const message = messages[at]
          if (message === undefined) continue
          await t.notThrowsAsync(
            f.as(message.by).ladder[message.method](message.args, message.deposit),
          )
        }
        const seen = new Set(list)
        const { rounds } = await f.view<{ rounds: number }>('tier', { tier: 0 })
        t.is(rounds, [0, 1].filter((at) => seen.has(at)).length)
        const { available } = await f.view<{ available: string }>('credits', { account_id: ann })
        t.is(available, seen.has(2) ? '7' : '0')
        const sum = [3, 4].reduce(
          (total, at) => total + (seen.has(at) ? (messages[at]?.deposit ?? 0n) : 0n),
          0n,
        )
        t.is((await held()) - before, sum)
        t.true((await f.solvency()).solvent)
      }),
      8,
    )
  },
)

test.serial('INV-205 a repeated deposit goes back', async (t) => {
  const f = await fresh()
  const id = await createPool(f)
  const args = { pool_id: id, outbox_id: '1' }
  await f.as(licensingId).ladder.deposit_revenue(args, near)
  const balance = () =>
    f.devnet.chain.state({ kind: 'head' })?.account(licensingId)?.amountYocto ?? 0n
  const before = balance()
  await f.as(licensingId).ladder.deposit_revenue(args, near)
  t.true(before - balance() < near / 100n)
  t.is((await f.solvency()).locked, String(near))
})

test.serial(
  'a competition that fails costs nobody a seat, and hears of it once when it works again',
  async (t) => {
    const f = await fresh()
    for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
    f.goTo(1)
    await f.as(ann).ladder.stand({ tier: 0, account_id: ann })
    f.goTo(1, standingNs)
    await f.as(ann).ladder.offer_seats({ tier: 1 })
    await setMode(f, competitionId, 'failing')
    await attempt(f.as(ann).ladder.claim_seat({ tier: 1 }))
    t.not(await f.view('seat', { tier: 1, account_id: ann }), null)
    t.is(
      (await f.view<{ status: string }>('outbox_entry', { id: outboxId(f.devnet, ladderId) }))
        .status,
      'failed',
    )
    await attempt(f.as(bob).ladder.retry_outbox({ id: outboxId(f.devnet, ladderId) }))
    await setMode(f, competitionId, 'accepting')
    await f.as(bob).ladder.retry_outbox({ id: outboxId(f.devnet, ladderId) })
    await refused(
      t,
      'ERR_OUTBOX_UNKNOWN',
      f.as(bob).ladder.retry_outbox({ id: outboxId(f.devnet, ladderId) }),
    )
    t.deepEqual([(await received(f)).count, (await received(f)).method], [1, 'admit_seat'])
  },
)

test.serial(
  'INV-208 INV-211 a release that the competition never takes returns to the members, to the yocto',
  async (t) => {
    const f = await fresh()
    const id = await createPool(f)
    const pool = { pool_id: id }
    await f.as(ann).ladder.contribute(pool, 3n * near + 1n)
    await f.as(bob).ladder.contribute(pool, 7n * near)
    const released = 3n * near + 7n
    const proposal = { ...pool, amount: String(released), evidence_hash: hash, to_cid: '5' }
    await f.as(fay).ladder.propose_release(proposal)
    f.devnet.advanceTime(vetoNs)
    await setMode(f, competitionId, 'failing')
    await attempt(f.as(ann).ladder.release(pool))
    const during = await f.solvency()
    t.is(during.outbox, String(released))
    t.is(during.in_flight, '0')
    await refused(t, 'ERR_RECALL', f.as(ann).ladder.recall_release({ ...pool, stage: 0 }))
    f.devnet.advanceTime(vetoNs)
    await f.as(ann).ladder.recall_release({ ...pool, stage: 0 })
    await refused(
      t,
      'ERR_OUTBOX_UNKNOWN',
      f.as(ann).ladder.retry_outbox({ id: outboxId(f.devnet, ladderId) }),
    )
    await refused(t, 'ERR_RECALL', f.as(ann).ladder.recall_release({ ...pool, stage: 0 }))
    f.devnet.advanceTime(40n * dayNs)
    for (const account_id of [ann, bob]) await f.as(ann).ladder.refund({ ...pool, account_id })
    for (const account of [ann, bob]) await f.as(account).ladder.leave_pool(pool)
    const credits = await Promise.all(
      [ann, bob].map((account_id) => f.view<string>('credit_of', { account_id, token: 'NEAR' })),
    )
    const sum = credits.reduce((total, amount) => total + BigInt(amount), 0n)
    const held = BigInt((await f.solvency()).locked)
    // The yocto beyond the goal was credited at once.
    t.is(sum + held, 10n * near + 1n)
    // What is left is the fraction that no member could be given.
    t.true(held <= 1n)
    t.is((await f.solvency()).outbox, '0')
  },
)

test.serial('what a competition returns of a release goes to the pool that paid it', async (t) => {
  const f = await fresh()
  const id = await createPool(f)
  const pool = { pool_id: id }
  await f.as(ann).ladder.contribute(pool, 10n * near)
  const proposal = { ...pool, amount: String(2n * near), evidence_hash: hash, to_cid: '5' }
  await f.as(fay).ladder.propose_release(proposal)
  f.devnet.advanceTime(vetoNs)
  await f.as(ann).ladder.release(pool)
  t.is((await received(f)).amount, String(2n * near))
  t.is((await f.solvency()).outbox, '0')
  const back = { ...pool, cid: '5', outbox_id: '40' }
  await f.as(competitionId).ladder.return_release(back, 2n * near)
  await f.as(competitionId).ladder.return_release(back, 2n * near)
  t.is((await f.solvency()).locked, String(10n * near))
  const member = await f.view<{ claimable_revenue: string }>('member', { ...pool, account_id: ann })
  t.is(member.claimable_revenue, String(2n * near))
})

test.serial(
  'a token that fails or calls back keeps its own pool waiting and touches no other',
  async (t) => {
    const f = await fresh()
    const pools: string[] = []
    for (const token of [tokenId, badTokenId] as const) {
      const id = await createPool(f, {
        token,
        goal: '1000',
        stages: [{ limit: '1000', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
      })
      pools.push(id)
      await f.as(ann).ladder.hold_token({ token })
      await mint(f, ann, 2000n, token)
      const message = { method: 'contribute', args: { pool_id: id } }
      t.is((await sendTokens(f, ann, 1000n, message, token)).failure, undefined)
    }
    const [good = '', bad = ''] = pools
    for (const pool_id of pools) {
      const proposal = { pool_id, amount: '600', evidence_hash: hash, to_cid: `${pool_id}0` }
      await f.as(fay).ladder.propose_release(proposal)
    }
    f.devnet.advanceTime(vetoNs)
    await refused(t, 'ERR_ONE_YOCTO', f.as(ann).ladder.release({ pool_id: good }))
    await setMode(f, badTokenId, 'failing')
    await attempt(f.as(ann).ladder.release({ pool_id: bad }, 1n))
    t.is((await f.solvency(badTokenId)).outbox, '600')
    await f.as(ann).ladder.release({ pool_id: good }, 1n)
    t.is((await f.solvency(tokenId)).outbox, '0')
    t.is((await received(f)).amount, '600')
    await setMode(f, badTokenId, 'reentrant')
    const reentry = { method: 'withdraw', payload: JSON.stringify({ token: tokenId }) }
    await f.as(ann)[badTokenId].set_reentry(reentry)
    await attempt(f.as(bob).ladder.retry_outbox({ id: outboxId(f.devnet, ladderId) }, 1n))
    t.is((await f.solvency(badTokenId)).outbox, '0')
    f.devnet.advanceTime(20n * dayNs)
    for (const [at, pool_id] of pools.entries()) {
      await f.as(ann).ladder.refund({ pool_id })
      const token = at === 0 ? tokenId : badTokenId
      t.is(await f.view('credit_of', { account_id: ann, token }), '400')
      const solvency = await f.solvency(token)
      t.is(solvency.locked, '0')
      t.true(solvency.solvent)
    }
  },
)

test.serial('licence revenue in tokens reaches the pool, a repetition goes back', async (t) => {
  const f = await fresh()
  const id = await createPool(f, {
    token: tokenId,
    goal: '1000',
    stages: [{ limit: '1000', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
  })
  await mint(f, licensingId, 900n)
  const message = { method: 'deposit_revenue', args: { pool_id: id, outbox_id: '9' } }
  for (const _ of [1, 2]) await sendTokens(f, licensingId, 400n, message)
  t.is((await f.solvency(tokenId)).locked, '400')
  t.is(await f.devnet.view(tokenId, 'ft_balance_of', { account_id: ladderId }), '400')
  t.is(await f.devnet.view(tokenId, 'ft_balance_of', { account_id: licensingId }), '500')
})

test.serial('INV-215 each method obeys its caller only', async (t) => {
  const f = await fresh()
  const id = await createPool(f)
  await f.as(ann).ladder.contribute({ pool_id: id }, 10n * near)
  const proposal = { pool_id: id, amount: '1', evidence_hash: hash, to_cid: '1' }
  await f.as(fay).ladder.propose_release(proposal)
  const tier = { size: 'x', seats: 90, bench: 0, kappa_bps: 0, entries: 1, resources: 1 }
  const final = {
    cid: '1',
    tier: 0,
    series_id: '1',
    results_root: hash,
    ranked: 3,
    finalised_at_ns: '1',
    outbox_id: '1',
  }
  const owner = { [ownerId]: '' }
  type Row = readonly [LadderMethod, object, string, Readonly<Record<string, string>>]
  const matrix: readonly Row[] = [
    ['on_final', final, 'ERR_NOT_NEIGHBOUR', { [competitionId]: '' }],
    [
      'grant_credits',
      { cid: '1', account_id: ann, amount: '1', outbox_id: '1' },
      'ERR_NOT_NEIGHBOUR',
      { [competitionId]: '' },
    ],
    [
      'return_credits',
      { cid: '1', account_id: ann, amount: '1', outbox_id: '2' },
      'ERR_NOT_NEIGHBOUR',
      { [competitionId]: '' },
    ],
    [
      'deposit_revenue',
      { pool_id: id, outbox_id: '1' },
      'ERR_NOT_NEIGHBOUR',
      { [licensingId]: 'ERR_CONTRIBUTION' },
    ],
    [
      'return_release',
      { pool_id: id, cid: '1', outbox_id: '1' },
      'ERR_NOT_NEIGHBOUR',
      { [competitionId]: 'ERR_RETURN_UNKNOWN' },
    ],
    ['set_tier', { ...tier, tier: 0, from_season: 9 }, 'ERR_NOT_OWNER', owner],
    ['set_next_pool', { tier: 1, pool_id: id }, 'ERR_NOT_OWNER', owner],
    ['register_provider', { provider_id: bob }, 'ERR_NOT_OWNER', owner],
    [
      'remove_provider',
      { provider_id: bob },
      'ERR_NOT_OWNER',
      { [ownerId]: 'ERR_PROVIDER_UNKNOWN' },
    ],
    ['veto_release', { pool_id: id }, 'ERR_NOT_GUARDIAN', { ...owner, 'guardian.hub.near': '' }],
    ['withdraw_proposal', { pool_id: id }, 'ERR_NOT_MANAGER', { [fay]: '' }],
    ['propose_release', proposal, 'ERR_NOT_MANAGER', { [fay]: 'ERR_PROPOSAL' }],
    ['leave_pool', { pool_id: id }, 'ERR_POOL_PHASE', {}],
    ['claim_seat', { tier: 1 }, 'ERR_NO_OFFER', {}],
    ['resign', { tier: 1 }, 'ERR_NO_SEAT', {}],
    ['on_withdraw', { account_id: ann, token: 'NEAR', amount: '1' }, 'ERR_PRIVATE', {}],
    ['on_storage_withdraw', { account_id: ann, amount: '1' }, 'ERR_PRIVATE', {}],
    ['on_outbox', { id: '1' }, 'ERR_PRIVATE', {}],
    ['on_outbox_probe', { id: '1' }, 'ERR_PRIVATE', {}],
    ['migrate', {}, 'ERR_PRIVATE', {}],
    ['init', {}, 'ERR_PRIVATE', {}],
  ]
  const callers = [ann, fay, ownerId, 'guardian.hub.near', competitionId, licensingId]
  const from = f.devnet.snapshot()
  for (const [method, args, refusal, allowed] of matrix) {
    for (const signer of callers) {
      f.devnet.revert(from)
      const calling = f.as(signer).ladder[method](args)
      await refused(t, allowed[signer] ?? refusal, calling, `${method} by ${signer}`)
    }
  }
})

test.serial(
  'INV-219 any JSON as any argument fails with a code or leaves a state that loads, and moves no money',
  async (t) => {
    const f = await fresh()
    const id = await createPool(f)
    await f.as(ann).ladder.contribute({ pool_id: id }, near)
    const methods = [
      [
        'on_final',
        ['cid', 'tier', 'series_id', 'results_root', 'ranked', 'finalised_at_ns', 'outbox_id'],
      ],
      ['qualify', ['cid', 'account_id', 'proof']],
      ['stand', ['tier', 'account_id']],
      ['clear_standing', ['tier', 'account_id', 'season']],
      ['offer_seats', ['tier', 'limit']],
      ['spend_credits', ['provider_id', 'amount']],
      [
        'set_tier',
        ['tier', 'from_season', 'size', 'seats', 'bench', 'kappa_bps', 'entries', 'resources'],
      ],
      ['create_pool', ['tier', 'token', 'manager_id', 'goal', 'deadline_ns', 'stages']],
      ['propose_release', ['pool_id', 'amount', 'evidence_hash', 'to_account_id', 'to_cid']],
      ['recall_release', ['pool_id', 'stage']],
      ['ft_on_transfer', ['sender_id', 'amount', 'msg']],
      ['nft_token', ['token_id']],
    ] as const
    const leaf = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('1', '0', ann, 1, 0, -1, hash, near.toString(), '__proto__', { limit: '1' }),
    )
    const anything = fc
      .constantFrom(...methods)
      .chain(([method, names]) =>
        fc.tuple(
          fc.constant(method),
          fc.constantFrom(ann, ownerId, competitionId, fay),
          fc.oneof(
            fc.jsonValue({ maxDepth: 2 }),
            fc.record(Object.fromEntries(names.map((name) => [name, leaf]))),
          ),
        ),
      )
    const before = await f.solvency()
    await fuzzAsync(
      t,
      fc.asyncProperty(anything, async ([method, signer, args]) => {
        const result = await attempt(f.as(signer).ladder[method](args))
        const text = JSON.stringify(result.failure) ?? ''
        if (text !== '') t.regex(text, /ERR_[A-Z_0-9]+: |MethodNotFound/)
        t.is((await f.solvency()).locked, before.locked)
        t.is(await f.view('self_test'), true)
      }),
      80,
    )
  },
)
