import { createDevnet, type Devnet } from '@research-hub/devnet'
import { memoryJournal } from '@research-hub/sdk'
import test from 'ava'
import { accountOf } from '../../support/calls.js'
import { faultyTransport } from './faulty-transport.js'
import {
  contextOf,
  count,
  type Intention,
  nextIntention,
  pickUp,
  send,
  type World,
  wrongOutcomes,
} from './intentions.js'
import { createRandom, type Random } from './random.js'

const seed = Number(process.env.FUZZ_SEED ?? 20261124)
const schedules = Number(process.env.FUZZ_RUNS ?? 2000)

test('a send is applied at most once and its fate is learnt, whatever the network does', async (t) => {
  t.timeout(300_000)
  t.log(`seed ${seed}, ${schedules} schedules`)
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    seed: 'at-most-once',
    accounts: { 'alice.hub.near': { balanceYocto: 10n ** 30n } },
  })
  const random = createRandom(seed)
  const networkId = `at-most-once-${seed}`
  const world: World = { devnet, networkId, totals: {}, next: 1 }
  for (let schedule = 0; schedule < schedules; schedule++) {
    const intentions = await runSchedule(world, random)
    for (const wrong of wrongOutcomes(world, intentions)) t.fail(`schedule ${schedule}: ${wrong}`)
  }
  t.log(JSON.stringify(world.totals))
  t.is(world.totals.open, undefined)
  t.true((world.totals.applied ?? 0) > schedules)
  // Each kind of trouble came up, and so did signing anew.
  for (const kind of ['dropped', 'behind', 'answer lost', 'answer truncated', 'request duplicated'])
    t.true((world.totals[kind] ?? 0) > schedules / 40, kind)
  t.true((world.totals['signed again'] ?? 0) > schedules / 40)
  t.true((world.totals.crashed ?? 0) > schedules / 20)
  await devnet.close()
})

async function runSchedule(world: World, random: Random): Promise<readonly Intention[]> {
  const { devnet } = world
  const journal = memoryJournal()
  const transport = faultyTransport(devnet, random, {
    rate: random.pick([0.1, 0.3, 0.6]),
    faultyRequests: random.below(40),
  })
  const contexts = [0, 1].map(() => contextOf(world, transport, journal))
  const intentions: Intention[] = []
  const sends = Array.from({ length: 1 + random.below(3) }, async () => {
    const intention = nextIntention(world)
    intentions.push(intention)
    await send(world, contexts[random.below(2)] ?? contextOf(world, transport, journal), intention)
  })
  if (random.chance(0.4)) await useKeyElsewhere(devnet)
  const mayCrash = random.chance(0.3)
  if (mayCrash) {
    for (let turn = random.below(8); turn > 0; turn--) await turnOfTheLoop()
    transport.crash()
    count(world.totals, 'crashed')
    for (let turn = 0; turn < 10; turn++) await turnOfTheLoop()
  } else await Promise.all(sends)
  await transport.drain()
  const sound = faultyTransport(devnet, random, { rate: 0, faultyRequests: 0 })
  await pickUp(world, sound, journal, intentions)
  for (const [fault, times] of Object.entries(transport.counts)) {
    world.totals[fault] = (world.totals[fault] ?? 0) + times
  }
  return intentions
}

/** Another program with the same key takes the next nonce: a call that fails, but uses it up. */
async function useKeyElsewhere(devnet: Devnet): Promise<void> {
  await devnet.call(accountOf(devnet, 'alice.hub.near'), 'hub.near', 'nothing', {})
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
