import type { CallResult } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { attempt } from '../../support/calls.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  ann,
  competitionId,
  type LadderFixture,
  ladderFixture,
  ladderId,
  offerNs,
  people,
  standingNs,
  tiers,
} from '../../support/ladder-fixture.js'
import { outboxId } from '../../support/outbox-ids.js'
import { dayNs } from '../../support/units.js'
import { at, type Command, type Model, nameOf, newModel, step } from './model/promotion.js'

const who = fc.nat({ max: people.length - 1 })
const ranking = fc.shuffledSubarray([...people.keys()], { minLength: 3 })
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name)
const low = fc.constantFrom(0, 0, 0, 1, 1, 2)
const seat = fc.constantFrom(1, 1, 1, 2, 2, 3)
const back = fc.constantFrom(0, 0, 1, 2)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('round'), tier: low, ranking }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('qualify'), tier: low, who, back }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('stand'), tier: low, who, back }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: kind('offer'), tier: seat, limit: fc.constantFrom(1, 2, 5) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: kind('claim'), tier: seat, who }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('resign'), tier: seat, who }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('expire'), tier: seat, who, back }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('evict'), tier: seat, who, back }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('announce'), tier: seat, who, back }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('clear'), tier: low, who, back }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('forget'), tier: low, who, back }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: kind('wait'), days: fc.constantFrom(1, 3, 6, 25) }),
  },
)

/** The latest proofs of every round, by competition. */
type Run = {
  readonly f: LadderFixture
  readonly model: Model
  readonly proofs: Map<number, ReadonlyMap<string, string>>
}

async function send({ f, model, proofs }: Run, command: Command): Promise<CallResult | undefined> {
  if (command.kind === 'wait') {
    f.devnet.advanceTime(BigInt(command.days) * dayNs)
    return undefined
  }
  const { tier } = command
  if (command.kind === 'round') {
    const cid = model.cids + 1
    proofs.set(cid, await f.round(cid, tier, command.ranking.map(nameOf)))
    return undefined
  }
  if (command.kind === 'offer')
    return attempt(f.as(ann).ladder.offer_seats({ tier, limit: command.limit }))
  const account_id = nameOf(command.who)
  switch (command.kind) {
    case 'qualify': {
      const { rounds } = at(model, tier)
      const cid = rounds[rounds.length - 1 - command.back]?.cid ?? 0
      const proof = proofs.get(cid)?.get(account_id)
      return proof === undefined
        ? undefined
        : attempt(f.as(ann).ladder.qualify({ cid: String(cid), account_id, proof }))
    }
    case 'claim':
      return attempt(f.as(account_id).ladder.claim_seat({ tier }))
    case 'resign':
      return attempt(f.as(account_id).ladder.resign({ tier }))
    case 'clear': {
      const { season } = await f.view<{ season: number }>('season')
      const past = Math.max(0, season - command.back)
      return attempt(f.as(ann).ladder.clear_standing({ tier, account_id, season: past }))
    }
    default: {
      const methods = {
        stand: 'stand',
        expire: 'expire_offer',
        evict: 'evict',
        announce: 'announce_seat',
        forget: 'forget_results',
      } as const
      return attempt(f.as(ann).ladder[methods[command.kind]]({ tier, account_id }))
    }
  }
}

async function runOne(t: ExecutionContext, run: Run, command: Command): Promise<void> {
  const { f, model } = run
  const nowNs = f.nowNs()
  if (command.kind === 'clear' && command.back > 0 && nowNs < f.genesisNs + 90n * dayNs) return
  const result = await send(run, command)
  const expected = step(model, command, nowNs)
  const what = JSON.stringify(command)
  if (result === undefined) return
  const text = JSON.stringify(result.failure) ?? ''
  if (typeof expected === 'number') {
    t.is(text, '', what)
    t.is(Buffer.from(result.value ?? []).toString(), String(expected), what)
  } else if (expected === '') t.is(text, '', what)
  else t.true(text.includes(`${expected}:`), `${what}: expected ${expected}, got ${text}`)
}

async function compare(t: ExecutionContext, { f, model }: Run): Promise<void> {
  let held = 0
  for (const [number, { seats }] of tiers.entries()) {
    const tier = await f.view<{ held: number; offered: number; rounds: number }>('tier', {
      tier: number,
    })
    const expected = at(model, number)
    t.is(tier.held, expected.seats.size)
    t.is(tier.offered, expected.offers.size)
    t.is(tier.rounds, expected.rounds.length)
    t.true(tier.held + tier.offered <= seats)
    held += tier.held
  }
  t.is(await f.view('nft_total_supply'), String(held))
}

async function compareSeats(t: ExecutionContext, { f, model }: Run): Promise<void> {
  for (const [index, account_id] of people.entries()) {
    const tokens = await f.view<{ token_id: string; owner_id: string }[]>('nft_tokens_for_owner', {
      account_id,
    })
    const expected = [1, 2, 3].filter((tier) => at(model, tier).seats.has(index))
    t.deepEqual(
      tokens.map(({ token_id }) => token_id),
      expected.map((tier) => `${tier}:${account_id}`),
    )
    for (const { token_id, owner_id } of tokens) {
      t.is(owner_id, account_id)
      t.deepEqual(
        await f.view('nft_token', { token_id }),
        tokens.find((token) => token.token_id === token_id),
      )
    }
  }
  await requireExactBooks(t, f.devnet, ladderId)
}

test('INV-201 INV-202 INV-203 INV-204 any interleaving of rounds, candidates, offers and holders comes to what the model says', async (t) => {
  const f = await ladderFixture()
  f.goTo(0, dayNs)
  const opening: Command[] = [
    { kind: 'round', tier: 0, ranking: [0, 1, 2, 3, 4, 5] },
    { kind: 'round', tier: 0, ranking: [3, 0, 4, 1, 5, 2] },
    ...[0, 1, 2, 3, 4, 5].flatMap((index): Command[] => [
      { kind: 'qualify', tier: 0, who: index, back: 0 },
      { kind: 'qualify', tier: 0, who: index, back: 1 },
    ]),
    { kind: 'wait', days: 30 },
    ...[5, 4, 3, 2, 1, 0].map(
      (index): Command => ({ kind: 'stand', tier: 0, who: index, back: 0 }),
    ),
    { kind: 'wait', days: 6 },
    { kind: 'offer', tier: 1, limit: 5 },
    { kind: 'claim', tier: 1, who: 0 },
  ]
  // The shared beginning runs once; its model is made again for each run.
  const opened: Run = { f, model: newModel(f.genesisNs), proofs: new Map() }
  const times: bigint[] = []
  for (const command of opening) {
    times.push(f.nowNs())
    await runOne(t, opened, command)
  }
  await compare(t, opened)
  const after = f.devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(command, { minLength: 25, maxLength: 45 }), async (commands) => {
      f.devnet.revert(after)
      const run: Run = { f, model: newModel(f.genesisNs), proofs: new Map(opened.proofs) }
      for (const [index, command] of opening.entries()) step(run.model, command, times[index] ?? 0n)
      for (const command of commands) {
        await runOne(t, run, command)
        await compare(t, run)
      }
      await compareSeats(t, run)
    }),
    5,
  )
})

test('INV-202 a newcomer moves up one tier at a time, and the seat below goes', async (t) => {
  const f = await ladderFixture()
  let cid = 0
  const twoRounds = async (tier: number): Promise<void> => {
    for (let i = 0; i < 2; i++) {
      cid += 1
      await f.proveAll(cid, tier, [ann])
    }
  }
  for (const tier of [0, 1, 2]) {
    f.goTo(tier, standingNs)
    await twoRounds(tier)
    f.goTo(tier + 1)
    await f.as(ann).ladder.stand({ tier, account_id: ann })
    f.goTo(tier + 1, standingNs)
    await f.as(ann).ladder.offer_seats({ tier: tier + 1 })
    const { value } = await f.as(ann).ladder.claim_seat({ tier: tier + 1 })
    t.is(Buffer.from(value ?? []).toString(), JSON.stringify(`${tier + 1}:${ann}`))
    t.is(await f.view('nft_supply_for_owner', { account_id: ann }), '1')
    t.is(await f.view('nft_total_supply'), '1')
  }
  const received = (await f.devnet.view(competitionId, 'received')) as {
    readonly count: number
    readonly method: string
    readonly args: string
  }
  t.is(received.method, 'admit_seat')
  t.is(received.count, 3)
  t.deepEqual(JSON.parse(received.args), {
    tier: 3,
    account_id: ann,
    season: 3,
    entries: 2,
    outbox_id: outboxId(f.devnet, ladderId, 3),
  })
})

test('INV-214 storage freed is storage charged, when everything of the ladder has ended', async (t) => {
  const f = await ladderFixture()
  const balances = async (): Promise<string[]> => {
    const all = people.map((account_id) =>
      f.view<{ available: string }>('storage_balance_of', { account_id }),
    )
    return (await Promise.all(all)).map(({ available }) => available)
  }
  const before = await balances()
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1)
  for (const account_id of people) await f.as(ann).ladder.stand({ tier: 0, account_id })
  f.goTo(1, standingNs)
  await f.as(ann).ladder.offer_seats({ tier: 1, limit: 3 })
  await f.as(ann).ladder.claim_seat({ tier: 1 })
  await f.as(competitionId).ladder.grant_credits({
    cid: '1',
    account_id: ann,
    amount: '5',
    outbox_id: '77',
  })
  t.notDeepEqual(await balances(), before)
  f.devnet.advanceTime(offerNs)
  for (const account_id of people.slice(1, 3)) {
    await f.as(ann).ladder.expire_offer({ tier: 1, account_id })
  }
  await f.as(ann).ladder.resign({ tier: 1 })
  for (const cid of [3, 4, 5]) await f.round(cid, 0, people)
  f.goTo(3)
  for (const account_id of people) {
    await f.as(ann).ladder.forget_results({ tier: 0, account_id })
    await f.as(ann).ladder.clear_standing({ tier: 0, season: 1, account_id })
  }
  await f.as(ann).ladder.drop_credits({ account_id: ann })
  t.deepEqual(await balances(), before)
})
