import { readWasm } from '@research-hub/scripts/demo/chain'
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

/** The hash of the contract's own code, or of the global contract it runs. */
const codeOf = async (f: ProbeFixture): Promise<string> => {
  const account = (await f.devnet.request('query', {
    request_type: 'view_account',
    finality: 'optimistic',
    account_id: probeId,
  })) as { code_hash: string; global_contract_hash?: string }
  return `${account.code_hash} ${account.global_contract_hash}`
}

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
  await refused(t, 'ERR_NO_UPGRADE', f.as(owner).probe.cancel_upgrade())
  await refused(t, 'ERR_NOT_OWNER', propose(f, next, 72n * hour, ann))
  await refused(t, 'ERR_UPGRADE_DELAY', propose(f, next, 72n * hour - 1n))
  await refused(t, 'ERR_ARGS', propose(f, next, 2n ** 64n - 1n))
  const execute = () => f.as(ann).probe.execute_upgrade()
  await refused(t, 'ERR_NO_UPGRADE', execute())
  await refused(t, '', propose(f, next))
  await refused(t, 'ERR_UPGRADE_EARLY', execute())
  f.devnet.advanceTime(72n * hour)

  // The call fails with what it does: the code is not published yet, and nothing has changed.
  const before = await codeOf(f)
  t.regex(JSON.stringify((await attempt(execute())).failure), /GlobalContractDoesNotExist/)
  t.is(await codeOf(f), before)
  await f.devnet.publish(f.devnet.root, next)
  await refused(t, '', execute())
  t.not(await codeOf(f), before)
  t.like(await f.devnet.view(probeId, 'governance'), {
    upgrade_hash: '00'.repeat(32),
    upgrade_at_ns: '0',
    upgrade_until_ns: '0',
    upgrade_delay_ns: String(72n * hour),
  })

  // Code without `migrate` cannot take over: switch and migration stand or fall together.
  const foreign = await fixtureWasm('neighbour')
  const switched = await codeOf(f)
  await f.devnet.publish(f.devnet.root, foreign)
  await refused(t, '', propose(f, foreign))
  f.devnet.advanceTime(72n * hour)
  t.regex(JSON.stringify((await attempt(execute())).failure), /MethodNotFound|MethodResolveError/)
  t.is(await codeOf(f), switched)
  t.like(await f.devnet.view(probeId, 'governance'), { upgrade_hash: sha256Hex(foreign) })
  await refused(t, '', f.as(owner).probe.cancel_upgrade())
})

test('INV-47 a proposal can be executed for 14 days from the end of its delay', async (t) => {
  const f = await probeFixture()
  await f.devnet.publish(f.devnet.root, f.probeWasm)
  const proposed = await propose(f, f.probeWasm)
  t.regex(JSON.stringify(proposed.logs), /upgrade_until_ns/)
  const { upgrade_at_ns: atNs, upgrade_until_ns: untilNs } = (await f.devnet.view(
    probeId,
    'governance',
  )) as { upgrade_at_ns: string; upgrade_until_ns: string }
  t.is(BigInt(untilNs) - BigInt(atNs), 14n * 24n * hour)
  const start = f.devnet.snapshot()
  const headNs = async () => {
    const block = await f.devnet.request('block', { finality: 'optimistic' })
    const { header } = block as { header: { timestamp_nanosec: string } }
    return BigInt(header.timestamp_nanosec)
  }
  const startNs = await headNs()
  await propose(f, f.probeWasm)
  const again = (await f.devnet.view(probeId, 'governance')) as { upgrade_at_ns: string }
  const lagNs = BigInt(again.upgrade_at_ns) - 72n * hour - startNs
  /** The next call is executed at that time. */
  const until = async (ns: bigint) => {
    f.devnet.revert(start)
    f.devnet.advanceTime(ns - startNs - lagNs)
  }
  await until(BigInt(atNs) - 1n)
  await refused(t, 'ERR_UPGRADE_EARLY', f.as(ann).probe.execute_upgrade())
  await until(BigInt(atNs))
  await refused(t, '', f.as(ann).probe.execute_upgrade())
  await until(BigInt(untilNs) - 1n)
  await refused(t, '', f.as(ann).probe.execute_upgrade())
  await until(BigInt(untilNs))
  await refused(t, 'ERR_UPGRADE_EXPIRED', f.as(ann).probe.execute_upgrade())
})

test('INV-47 a contract that owes more than it holds can still be repaired by an upgrade', async (t) => {
  const f = await probeFixture()
  await f.as(probeId).probe.break_books({ amount: String(10n ** 30n) })
  t.false((await f.solvency('NEAR')).solvent)
  await f.devnet.publish(f.devnet.root, f.probeWasm)
  await propose(f, f.probeWasm)
  f.devnet.advanceTime(72n * hour)
  await refused(t, '', f.as(ann).probe.execute_upgrade())
  t.true(await f.devnet.view(probeId, 'self_test'))
})

test('INV-48 the code of another contract of the hub is refused by its own migrate', async (t) => {
  const f = await probeFixture()
  const before = await codeOf(f)
  const foreign = readWasm('attestation')
  await f.devnet.publish(f.devnet.root, foreign)
  await propose(f, foreign)
  f.devnet.advanceTime(72n * hour)
  await refused(t, 'ERR_UPGRADE_CONTRACT', f.as(ann).probe.execute_upgrade())
  t.is(await codeOf(f), before)
})

test('INV-47 a proposal that comes while another is executed outlives it; one withdrawn meanwhile ends it', async (t) => {
  const f = await probeFixture()
  const code_hash = sha256Hex(f.probeWasm)
  const self = f.as(probeId).probe
  await propose(f, new Uint8Array(9))
  await refused(t, '', self.migrate({ code_hash }))
  t.like(await f.devnet.view(probeId, 'governance'), {
    upgrade_hash: sha256Hex(new Uint8Array(9)),
  })
  await refused(t, '', f.as(owner).probe.cancel_upgrade())
  await refused(t, 'ERR_NO_UPGRADE', self.migrate({ code_hash }))
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
