import test from 'ava'
import { attempt } from '../../support/calls.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import {
  type ProbeFixture,
  type ProbeMethod,
  probeFixture,
  probeId,
  sha256Hex,
  users,
} from '../../support/probe-fixture.js'
import { refused } from '../../support/refused.js'

const hour = 3_600_000_000_000n
const [ann, guardian] = users
const owner = 'hub.near'

const propose = (f: ProbeFixture, code: Uint8Array, delayNs = 72n * hour, by = owner) =>
  f.as(by).probe.propose_upgrade({
    code_hash: sha256Hex(code),
    delay_ns: String(delayNs),
  })

const deployedHash = async (f: ProbeFixture): Promise<unknown> =>
  (
    (await f.devnet.request('query', {
      request_type: 'view_account',
      finality: 'optimistic',
      account_id: probeId,
    })) as { code_hash: string }
  ).code_hash

test('owner and guardian: who may do what', async (t) => {
  const f = await probeFixture()
  const matrix: readonly (readonly [ProbeMethod, unknown, string, string, string])[] = [
    ['propose_owner', { owner_id: ann }, '', 'ERR_NOT_OWNER', 'ERR_NOT_OWNER'],
    ['set_guardian', { guardian_id: ann }, '', 'ERR_NOT_OWNER', 'ERR_NOT_OWNER'],
    ['pause', { features: 1 }, '', '', 'ERR_NOT_GUARDIAN'],
    ['resume', { features: 1 }, '', 'ERR_NOT_OWNER', 'ERR_NOT_OWNER'],
    ['accept_owner', {}, 'ERR_NOT_OWNER', 'ERR_NOT_OWNER', 'ERR_NOT_OWNER'],
    ['register_token', { token_id: 'new.near' }, '', 'ERR_NOT_OWNER', 'ERR_NOT_OWNER'],
  ]
  const start = f.devnet.snapshot()
  for (const [method, args, ...codes] of matrix) {
    for (const [i, by] of [owner, guardian, ann].entries()) {
      f.devnet.revert(start)
      await refused(t, codes[i] ?? '', f.as(by).probe[method](args))
    }
  }
})

test('ownership moves in two steps, and the guardian is replaced', async (t) => {
  const f = await probeFixture()
  await f.as(owner).probe.propose_owner({ owner_id: ann })
  await refused(t, '', f.as(ann).probe.accept_owner())
  await refused(t, 'ERR_NOT_OWNER', f.as(owner).probe.set_guardian({ guardian_id: owner }))
  await refused(t, '', f.as(ann).probe.set_guardian({ guardian_id: owner }))
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(guardian).probe.pause({ features: 2 }))
  await refused(t, '', f.as(owner).probe.pause({ features: 3 }))
  await refused(t, '', f.as(ann).probe.resume({ features: 1 }))
  t.like(await f.devnet.view(probeId, 'governance'), {
    owner_id: ann,
    pending_owner_id: '',
    guardian_id: owner,
    paused_features: 2,
  })
})

test('a contract that is not set up refuses, and is set up once', async (t) => {
  const f = await probeFixture()
  const bare = await f.devnet.createAccount('bare.hub.near', 50n * 10n ** 24n)
  await f.devnet.deploy(bare, f.probeWasm)
  await refused(
    t,
    'ERR_NOT_INITIALIZED',
    f.devnet.call(bare, bare.accountId, 'pause', { features: 1 }),
  )
  const args = { owner_id: owner, guardian_id: owner }
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as(probeId).probe.init(args))
})

test('INV-36 code changes only to what was proposed, after the delay, and whole or not at all', async (t) => {
  const f = await probeFixture()
  const next = f.probeWasm
  const before = await deployedHash(f)
  await refused(t, 'ERR_NO_UPGRADE', f.as(owner).probe.cancel_upgrade())
  await refused(t, 'ERR_NOT_OWNER', propose(f, next, 72n * hour, ann))
  await refused(t, 'ERR_UPGRADE_DELAY', propose(f, next, 72n * hour - 1n))
  const execute = f.as(ann).probe.execute_upgrade
  await refused(t, 'ERR_NO_UPGRADE', execute(next))
  await refused(t, '', propose(f, next))
  await refused(t, 'ERR_UPGRADE_EARLY', execute(next))
  f.devnet.advanceTime(72n * hour)
  await refused(t, 'ERR_UPGRADE_HASH', execute(next.subarray(1)))
  await refused(t, '', execute(next))
  t.like(await f.devnet.view(probeId, 'governance'), {
    upgrade_hash: '00'.repeat(32),
    upgrade_at_ns: '0',
  })
  t.is(await deployedHash(f), before)

  // Code without `migrate` cannot take over: deployment and migration stand or fall together.
  const foreign = await fixtureWasm('neighbour')
  await refused(t, '', propose(f, foreign))
  f.devnet.advanceTime(72n * hour)
  t.regex(
    JSON.stringify((await attempt(execute(foreign))).failure),
    /MethodNotFound|MethodResolveError/,
  )
  t.is(await deployedHash(f), before)
  await refused(t, '', f.as(owner).probe.cancel_upgrade())

  // Nor can code whose self-test fails.
  await f.as(probeId).probe.break_books({ amount: String(10n ** 30n) })
  await refused(t, '', propose(f, next))
  f.devnet.advanceTime(72n * hour)
  await refused(t, 'ERR_INSOLVENT', execute(next))
  t.like(await f.devnet.view(probeId, 'governance'), { upgrade_hash: sha256Hex(next) })
})

test('INV-35 any JSON value as arguments fails cleanly or leaves a state that loads', async (t) => {
  const f = await probeFixture()
  const values: unknown[] = [
    null,
    [],
    'x',
    7,
    { features: 0 },
    { features: 1.5 },
    { features: '1' },
    { features: -1 },
    { features: 2 ** 31 },
    { features: null },
    { features: [1] },
    { features: 1, more: 1 },
    JSON.parse('{"__proto__":{"features":1}}'),
    { features: { valueOf: 1 } },
  ]
  for (const args of values) {
    await refused(t, 'ERR_ARGS', f.as(owner).probe.pause(args))
  }
  const raw = new TextEncoder().encode('{"features":1')
  await refused(t, 'ERR_ARGS', f.as(owner).probe.pause(raw))
  t.like(await f.devnet.view(probeId, 'governance'), { paused_features: 0 })
  t.true(await f.devnet.view(probeId, 'self_test'))
})
