/** Series: who pays for a roll, what is paid for it, and how a series ends. */
import type { SeriesView } from '@research-hub/contracts/competition/interface'
import test from 'ava'
import {
  baseConfig,
  type CompetitionFixture,
  competitionFixture,
  contractId,
} from '../../support/competition-fixture.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { refused } from '../../support/refused.js'
import { near, secondNs } from '../../support/units.js'

const dayS = 86_400

async function heldBytes(f: CompetitionFixture, name: string): Promise<bigint> {
  const balance = await f.view<{ total: string; available: string }>('storage_balance_of', {
    account_id: `${name}.hub.near`,
  })
  return (BigInt(balance.total) - BigInt(balance.available)) / 10n ** 19n
}

const credit = async (f: CompetitionFixture, name: string): Promise<bigint> =>
  BigInt(await f.view<string>('credit_of', { account_id: `${name}.hub.near`, token: 'NEAR' }))

test('INV-127 rolled by strangers: each roll costs the roller alone, who gets it back, and is paid the tip while there is one', async (t) => {
  const f = await competitionFixture()
  const args = { config: baseConfig, period_s: dayS, tip: String(near / 10n) }
  const { json: series_id } = await f.as('organiser').competition.create_series(args, near / 4n)
  const owned = await heldBytes(f, 'organiser')
  const before = await heldBytes(f, 'donor')
  await refused(t, 'ERR_NOT_REGISTERED', f.as('hub.near').competition.roll({ series_id }))
  const tips = [near / 10n, near / 10n, near / 20n, 0n]
  let paid = 0n
  for (const [i, tip] of tips.entries()) {
    await f.as('donor').competition.roll({ series_id })
    paid += tip
    t.is(await credit(f, 'donor'), paid, `roll ${i}`)
    await refused(t, 'ERR_ROLL_EARLY', f.as('donor').competition.roll({ series_id }))
    f.devnet.advanceTime(BigInt(dayS) * secondNs)
  }
  t.is(await heldBytes(f, 'organiser'), owned, 'a roll took storage of the owner')
  t.true((await heldBytes(f, 'donor')) > before)
  await f.as('stranger').competition.add_tips({ series_id }, near)
  await f.as('donor').competition.roll({ series_id })
  t.is(await credit(f, 'donor'), paid + near / 10n)
  await requireExactBooks(t, f.devnet, contractId)
  for (const cid of ['1', '2', '3', '4', '5']) {
    f.devnet.advanceTime(BigInt(dayS) * secondNs)
    await f.as('stranger').competition.void_competition({ cid })
    await f.as('stranger').competition.purge({ cid })
  }
  t.is(await heldBytes(f, 'donor'), before)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-127 a series ends: nothing is rolled any more, what is rolled goes on, and the last record goes with the last competition', async (t) => {
  const f = await competitionFixture()
  const before = await heldBytes(f, 'organiser')
  const args = { config: baseConfig, period_s: dayS, tip: '1' }
  const { json: series_id } = await f.as('organiser').competition.create_series(args, near)
  await f.as('donor').competition.roll({ series_id })
  await refused(t, 'ERR_NOT_SERIES_OWNER', f.as('donor').competition.end_series({ series_id }))
  await f.as('organiser').competition.end_series({ series_id })
  t.is(await credit(f, 'organiser'), near - 1n)
  t.like(await f.view<SeriesView>('series', { series_id }), { is_ended: true, tips: '0' })
  f.devnet.advanceTime(BigInt(dayS) * secondNs)
  const { competition } = f.as('organiser')
  await refused(t, 'ERR_SERIES_ENDED', f.as('donor').competition.roll({ series_id }))
  await refused(t, 'ERR_SERIES_ENDED', competition.end_series({ series_id }))
  await refused(t, 'ERR_SERIES_ENDED', competition.set_template({ series_id, config: baseConfig }))
  await refused(t, 'ERR_SERIES_ENDED', competition.add_tips({ series_id }, 1n))
  t.true((await heldBytes(f, 'organiser')) > before)
  await f.as('stranger').competition.void_competition({ cid: '1' })
  await f.as('stranger').competition.purge({ cid: '1' })
  t.is(await heldBytes(f, 'organiser'), before)
  await t.throwsAsync(f.view('series', { series_id }), { message: /ERR_SERIES_NOT_FOUND/ })
  // One without competitions goes at once.
  const { json: idle } = await competition.create_series(args)
  await competition.end_series({ series_id: idle })
  t.is(await heldBytes(f, 'organiser'), before)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-127 a late roll keeps to the calendar, and periods that were missed are not made up for', async (t) => {
  const f = await competitionFixture()
  const start = f.devnet.chain.head().header.timestampNs + 1000n * secondNs
  const periodNs = BigInt(dayS) * secondNs
  const args = { config: baseConfig, period_s: dayS, first_start_ns: String(start) }
  const { json: series_id } = await f.as('organiser').competition.create_series(args)
  const next = async () =>
    BigInt((await f.view<SeriesView>('series', { series_id })).next_start_ns) - start
  const goTo = (ns: bigint): void => {
    f.devnet.advanceTime(ns - f.devnet.chain.head().header.timestampNs)
  }
  await refused(t, 'ERR_ROLL_EARLY', f.as('donor').competition.roll({ series_id }))
  goTo(start)
  await f.as('donor').competition.roll({ series_id })
  t.is(await next(), periodNs)
  // Half a period late, and then two and a half.
  goTo(start + periodNs + periodNs / 2n)
  await f.as('donor').competition.roll({ series_id })
  t.is(await next(), 2n * periodNs)
  goTo(start + 4n * periodNs + periodNs / 2n)
  await f.as('donor').competition.roll({ series_id })
  t.is(await next(), 5n * periodNs)
  await refused(t, 'ERR_ROLL_EARLY', f.as('donor').competition.roll({ series_id }))
  await f.devnet.close()
})
