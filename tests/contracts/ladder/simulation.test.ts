/** A part of the simulation, act by act on chain: the contract comes to the same seats. */
import type { Act } from '@research-hub/scripts/ladder-simulation/acts'
import { simulate } from '@research-hub/scripts/ladder-simulation/engine'
import type { Scenario, SimulatedTier } from '@research-hub/scripts/ladder-simulation/scenario'
import test, { type ExecutionContext } from 'ava'
import { attempt } from '../../support/calls.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { ann, type LadderFixture, ladderFixture, ladderId } from '../../support/ladder-fixture.js'
import { dayNs } from '../../support/units.js'

const hourNs = dayNs / 24n
const movement = { bench: 2, relegateBps: 2000, promoteBps: 3334, bar: 0, fastPlaces: 4 }
const tiers: readonly SimulatedTier[] = [
  { ...movement, size: '0.5B', seats: 100 },
  { ...movement, size: '2B', seats: 14 },
  { ...movement, size: '8B', seats: 7 },
  { ...movement, size: '30B', seats: 3 },
]
const scenario: Scenario = {
  name: 'small enough for every call to be made',
  tiers,
  months: 15,
  startPeople: 30,
  newcomersAMonth: 2,
  quitShare: 0.03,
  clones: 0,
}

const nameOf = (who: number): string => `p${who}.hub.near`

/** Does on chain what the simulation did, and keeps what the simulation says of seats. */
class Replay {
  readonly seats = new Map<number, number>()
  private cid = 0
  private month = 0
  private season = 0
  private relegated = 0
  private readonly open = new Set<string>()
  differences = 0

  constructor(
    private readonly t: ExecutionContext,
    private readonly f: LadderFixture,
  ) {}

  async act(act: Act): Promise<void> {
    const { f } = this
    switch (act.kind) {
      case 'round': {
        if (act.tier === 0) this.startMonth()
        this.cid += 1
        const names = act.ranking.map(({ who }) => nameOf(who))
        const keys = act.ranking.map(({ key }) => key)
        for (const [account_id, proof] of await f.round(this.cid, act.tier, names, keys)) {
          await f.as(ann).ladder.qualify({ cid: String(this.cid), account_id, proof })
        }
        return
      }
      case 'quit':
        if (act.tier > 0) await f.as(nameOf(act.who)).ladder.resign({ tier: act.tier })
        this.seats.delete(act.who)
        return
      case 'evict':
        this.toDay(3n)
        await f.as(ann).ladder.evict({ tier: act.tier, account_id: nameOf(act.who) })
        this.seats.delete(act.who)
        return
      case 'fast': {
        const { value } = await f.as(nameOf(act.who)).ladder.claim_fast_seat({ tier: act.from })
        const token = JSON.parse(Buffer.from(value ?? []).toString()) as string
        this.expect(token === `${act.to}:${nameOf(act.who)}`)
        this.seats.set(act.who, act.to)
        return
      }
      case 'season':
        this.season += 1
        this.relegated = 0
        if (this.season > (await f.view<{ season: number }>('season')).season) f.goTo(this.season)
        return
      case 'stand':
        await f.as(ann).ladder.stand({ tier: act.tier, account_id: nameOf(act.who) })
        return
      case 'standing-over':
        f.goTo(this.season, 7n * dayNs)
        for (let tier = 1; tier < tiers.length; tier++) await this.relegate(tier)
        return
      case 'relegate':
        this.relegated -= 1
        if (act.to === 0) this.seats.delete(act.who)
        else this.seats.set(act.who, act.to)
        return
      case 'offer': {
        const offered = { tier: act.tier, account_id: nameOf(act.who) }
        while ((await f.view('offer', offered)) === null) {
          await f.as(ann).ladder.offer_seats({ tier: act.tier })
        }
        this.open.add(JSON.stringify(offered))
        return
      }
      case 'claim':
        await f.as(nameOf(act.who)).ladder.claim_seat({ tier: act.tier })
        this.open.delete(JSON.stringify({ tier: act.tier, account_id: nameOf(act.who) }))
        this.seats.set(act.who, act.tier)
        return
      case 'offers-lapse':
        this.expect(this.relegated === 0)
        f.devnet.advanceTime(3n * dayNs)
        for (const offered of this.open) {
          await f.as(ann).ladder.expire_offer(JSON.parse(offered) as object)
        }
        this.open.clear()
        await this.compare()
    }
  }

  /** Months are told by the rounds of tier 0; results are final an hour before a month ends. */
  private startMonth(): void {
    this.month += 1
    const atNs = this.f.genesisNs + BigInt(this.month) * 30n * dayNs - hourNs
    this.f.devnet.advanceTime(atNs - this.f.nowNs())
  }

  /** To a day after the month's end. */
  private toDay(days: bigint): void {
    const atNs = this.f.genesisNs + (BigInt(this.month) * 30n + days) * dayNs
    if (atNs > this.f.nowNs()) this.f.devnet.advanceTime(atNs - this.f.nowNs())
  }

  /** As many calls as the contract takes. */
  private async relegate(tier: number): Promise<void> {
    for (;;) {
      const { failure } = await attempt(this.f.as(ann).ladder.relegate({ tier }))
      if (failure !== undefined) {
        this.t.regex(JSON.stringify(failure), /ERR_NO_RELEGATION/)
        return
      }
      this.relegated += 1
    }
  }

  private async compare(): Promise<void> {
    const held = await Promise.all(
      tiers.map((_, tier) => this.f.view<{ held: number }>('tier', { tier })),
    )
    for (const [tier, { held: seats }] of held.entries()) {
      this.expect(seats === [...this.seats.values()].filter((each) => each === tier).length)
    }
    for (const [who, tier] of this.seats) {
      const seat = await this.f.view('seat', { tier, account_id: nameOf(who) })
      this.expect(seat !== null)
    }
  }

  private expect(holds: boolean): void {
    if (!holds) this.differences += 1
  }
}

test('INV-220 INV-221 INV-222 the simulation, replayed call by call with the ladder contract, comes to the same seats with 0 differences', async (t) => {
  const acts: Act[] = []
  const world = simulate(scenario, 5, (act) => acts.push(act))
  const kinds = new Set(acts.map(({ kind }) => kind))
  for (const kind of ['fast', 'relegate', 'offer', 'quit'] as const) t.true(kinds.has(kind), kind)
  const f = await ladderFixture('simulation', {
    init: {
      standing_s: 7 * 86_400,
      offer_s: 3 * 86_400,
      tiers: tiers.map(({ relegateBps, promoteBps, fastPlaces, ...tier }) => ({
        ...tier,
        kappa_bps: 0,
        entries: 4,
        resources: 1,
        relegate_bps: relegateBps,
        promote_bps: promoteBps,
        fast_places: fastPlaces,
      })),
    },
    seasonNs: 90n * dayNs,
    others: world.all.map(({ id }) => nameOf(id)),
  })
  const replay = new Replay(t, f)
  for (const act of acts) await replay.act(act)
  t.is(replay.differences, 0)
  t.true(replay.seats.size > 10)
  await requireExactBooks(t, f.devnet, ladderId)
})
