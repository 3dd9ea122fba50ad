import test from 'ava'
import { accountOf } from '../../support/channels-fixture.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import {
  expectFailure,
  type ProbeFixture,
  probeFixture,
  probeId,
  sha256Hex,
  users,
} from '../../support/probe-fixture.js'

const hour = 3_600_000_000_000n
const [ann, guardian] = users
const owner = 'hub.near'

const propose = (f: ProbeFixture, code: Uint8Array, delayNs = 72n * hour, by = owner) =>
  f.call(by, probeId, 'propose_upgrade', {
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
  const matrix: readonly (readonly [string, unknown, string, string, string])[] = [
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
      expectFailure(t, codes[i] ?? '', await f.call(by, probeId, method, args))
    }
  }
})

test('ownership moves in two steps, and the guardian is replaced', async (t) => {
  const f = await probeFixture()
  await f.call(owner, probeId, 'propose_owner', { owner_id: ann })
  expectFailure(t, '', await f.call(ann, probeId, 'accept_owner'))
  expectFailure(
    t,
    'ERR_NOT_OWNER',
    await f.call(owner, probeId, 'set_guardian', { guardian_id: owner }),
  )
  expectFailure(t, '', await f.call(ann, probeId, 'set_guardian', { guardian_id: owner }))
  expectFailure(t, 'ERR_NOT_GUARDIAN', await f.call(guardian, probeId, 'pause', { features: 2 }))
  expectFailure(t, '', await f.call(owner, probeId, 'pause', { features: 3 }))
  expectFailure(t, '', await f.call(ann, probeId, 'resume', { features: 1 }))
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
  expectFailure(
    t,
    'ERR_NOT_INITIALIZED',
    await f.devnet.call(bare, 'bare.hub.near', 'pause', { features: 1 }),
  )
  const args = { owner_id: owner, guardian_id: owner }
  expectFailure(t, 'ERR_ALREADY_INITIALIZED', await f.call(probeId, probeId, 'init', args))
})

test('INV-36 code changes only to what was proposed, after the delay, and whole or not at all', async (t) => {
  const f = await probeFixture()
  const next = f.probeWasm
  const before = await deployedHash(f)
  expectFailure(t, 'ERR_NO_UPGRADE', await f.call(owner, probeId, 'cancel_upgrade'))
  expectFailure(t, 'ERR_NOT_OWNER', await propose(f, next, 72n * hour, ann))
  expectFailure(t, 'ERR_UPGRADE_DELAY', await propose(f, next, 72n * hour - 1n))
  const execute = (code: Uint8Array) =>
    f.devnet.call(accountOf(f.devnet, ann), probeId, 'execute_upgrade', code, {
      gas: 300_000_000_000_000n,
    })
  expectFailure(t, 'ERR_NO_UPGRADE', await execute(next))
  expectFailure(t, '', await propose(f, next))
  expectFailure(t, 'ERR_UPGRADE_EARLY', await execute(next))
  f.devnet.advanceTime(72n * hour)
  expectFailure(t, 'ERR_UPGRADE_HASH', await execute(next.subarray(1)))
  expectFailure(t, '', await execute(next))
  t.like(await f.devnet.view(probeId, 'governance'), {
    upgrade_hash: '00'.repeat(32),
    upgrade_at_ns: '0',
  })
  t.is(await deployedHash(f), before)

  // Code without `migrate` cannot take over: deployment and migration stand or fall together.
  const foreign = await fixtureWasm('neighbour')
  expectFailure(t, '', await propose(f, foreign))
  f.devnet.advanceTime(72n * hour)
  t.regex(JSON.stringify((await execute(foreign)).failure), /MethodNotFound|MethodResolveError/)
  t.is(await deployedHash(f), before)
  expectFailure(t, '', await f.call(owner, probeId, 'cancel_upgrade'))

  // Nor can code whose self-test fails.
  await f.call(probeId, probeId, 'break_books', { amount: String(10n ** 30n) })
  expectFailure(t, '', await propose(f, next))
  f.devnet.advanceTime(72n * hour)
  expectFailure(t, 'ERR_INSOLVENT', await execute(next))
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
    expectFailure(t, 'ERR_ARGS', await f.call(owner, probeId, 'pause', args))
  }
  const raw = new TextEncoder().encode('{"features":1')
  expectFailure(t, 'ERR_ARGS', await f.call(owner, probeId, 'pause', raw))
  t.like(await f.devnet.view(probeId, 'governance'), { paused_features: 0 })
  t.true(await f.devnet.view(probeId, 'self_test'))
})
