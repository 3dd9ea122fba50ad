import { createDevnet, type Devnet } from '@research-hub/devnet'
import {
  isHubError,
  type Journal,
  memoryJournal,
  resume,
  type SendContext,
  sendActions,
} from '@research-hub/sdk'
import test from 'ava'
import { accountOf, toSdkAccount } from '../../support/channels-fixture.js'
import { faultyTransport } from './faulty-transport.js'
import { createRandom, type Random } from './random.js'
import { virtualClock } from './virtual-clock.js'

const seed = Number(process.env.FUZZ_SEED ?? 20261124)
const schedules = Number(process.env.FUZZ_RUNS ?? 2000)

/** One send: 1 yocto to an account of its own, so that its balance counts the applications. */
type Intention = { readonly receiverId: string; outcome: 'applied' | 'refused' | 'open' }

type World = {
  readonly devnet: Devnet
  readonly random: Random
  readonly networkId: string
  readonly totals: Record<string, number>
  next: number
}

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
  const world: World = { devnet, random, networkId, totals: {}, next: 1 }
  for (let schedule = 0; schedule < schedules; schedule++) {
    const intentions = await runSchedule(world)
    for (const { receiverId, outcome } of intentions) {
      const applied = Number(devnet.balanceYocto(receiverId))
      const expected = { applied: 1, refused: 0, open: -1 }[outcome]
      if (applied !== expected) t.fail(`schedule ${schedule}: applied ${applied}, said ${outcome}`)
      count(world.totals, outcome)
    }
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

async function runSchedule(world: World): Promise<readonly Intention[]> {
  const { devnet, random } = world
  const journal = memoryJournal()
  const transport = faultyTransport(devnet, random, {
    rate: random.pick([0.1, 0.3, 0.6]),
    faultyRequests: random.below(40),
  })
  const contexts = [0, 1].map(() => contextOf(world, transport, journal))
  const intentions: Intention[] = []
  const sends = Array.from({ length: 1 + random.below(3) }, async () => {
    const intention: Intention = {
      receiverId: world.next.toString(16).padStart(64, '0'),
      outcome: 'open',
    }
    world.next++
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
  await pickUp(world, journal, intentions)
  for (const [fault, times] of Object.entries(transport.counts)) {
    world.totals[fault] = (world.totals[fault] ?? 0) + times
  }
  return intentions
}

function contextOf(
  world: World,
  transport: SendContext['transport'],
  journal: Journal,
): SendContext {
  const account = toSdkAccount(accountOf(world.devnet, 'alice.hub.near'))
  return { transport, networkId: world.networkId, account, journal, clock: virtualClock() }
}

async function send(world: World, context: SendContext, intention: Intention): Promise<void> {
  let signatures = 0
  const onSigned = (): void => {
    signatures++
    if (signatures > 1) count(world.totals, 'signed again')
  }
  const transfer = { kind: 'transfer', amountYocto: 1n } as const
  const options = { key: intention.receiverId }
  try {
    await sendActions({ ...context, onSigned }, intention.receiverId, [transfer], options)
    intention.outcome = 'applied'
  } catch (error) {
    // An error before anything was signed: reads failed, and the caller knows nothing was sent.
    if (signatures === 0) intention.outcome = 'refused'
    else if (isHubError(error, 'SDK_TX_REFUSED')) intention.outcome = 'refused'
    // Anything else leaves the matter open, and the journal knows more.
  }
}

/** After a restart: the journal is followed over a sound network until nothing is open. */
async function pickUp(
  world: World,
  journal: Journal,
  intentions: readonly Intention[],
): Promise<void> {
  const sound: SendContext['transport'] = faultyTransport(world.devnet, world.random, {
    rate: 0,
    faultyRequests: 0,
  })
  await resume(contextOf(world, sound, journal))
  for (const intention of intentions) {
    if (intention.outcome !== 'open') continue
    const entry = await journal.get(intention.receiverId)
    count(world.totals, `picked up ${entry?.state ?? 'unsigned'}`)
    if (entry?.state === 'final') intention.outcome = 'applied'
    else if (entry === undefined || entry.state !== 'pending') intention.outcome = 'refused'
  }
}

/** Another program with the same key takes the next nonce: a call that fails, but uses it up. */
async function useKeyElsewhere(devnet: Devnet): Promise<void> {
  await devnet.call(accountOf(devnet, 'alice.hub.near'), 'hub.near', 'nothing', {})
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function count(totals: Record<string, number>, name: string): void {
  totals[name] = (totals[name] ?? 0) + 1
}
