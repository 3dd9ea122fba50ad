import { createDevnet } from '@research-hub/devnet'
import { http, memoryJournal } from '@research-hub/sdk'
import test from 'ava'
import { faultyProxy } from './faulty-proxy.js'
import {
  contextOf,
  type Intention,
  nextIntention,
  pickUp,
  send,
  type World,
  wrongOutcomes,
} from './intentions.js'
import { createRandom } from './random.js'

const seed = Number(process.env.FUZZ_SEED ?? 20261125)
const schedules = Number(process.env.FUZZ_SOCKET_RUNS ?? 60)

test('a send is applied at most once over real sockets that reset, stall, cut off and repeat', async (t) => {
  t.timeout(300_000)
  t.log(`seed ${seed}, ${schedules} schedules`)
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    seed: 'at-most-once-sockets',
    accounts: { 'alice.hub.near': { balanceYocto: 10n ** 30n } },
  })
  const node = await devnet.listen()
  const random = createRandom(seed)
  let rate = 0
  const proxy = await faultyProxy(node.url, random, () => rate)
  const world: World = { devnet, networkId: `sockets-${seed}`, totals: {}, next: 1 }
  const sound = http(node.url)
  for (let schedule = 0; schedule < schedules; schedule++) {
    rate = random.pick([0.1, 0.3, 0.6])
    const journal = memoryJournal()
    const spoiled = http(proxy.url, { timeoutMs: 100, retries: 0 })
    const context = contextOf(world, spoiled, journal)
    const intentions: readonly Intention[] = Array.from({ length: 1 + random.below(2) }, () =>
      nextIntention(world),
    )
    await Promise.all(intentions.map((intention) => send(world, context, intention)))
    await proxy.drain()
    await pickUp(world, sound, journal, intentions)
    for (const wrong of wrongOutcomes(world, intentions)) t.fail(`schedule ${schedule}: ${wrong}`)
  }
  t.log(JSON.stringify({ ...world.totals, ...proxy.counts }))
  t.is(world.totals.open, undefined)
  t.true((world.totals.applied ?? 0) > schedules)
  for (const fault of ['reset before', 'reset after', 'arrives late', 'cut off', 'never answered'])
    t.true((proxy.counts[fault] ?? 0) > schedules / 20, fault)
  await proxy.close()
  await devnet.close()
})
