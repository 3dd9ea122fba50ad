import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  keysOf,
  measurement,
  policyId,
  policyRules,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'

const alice = { worker_id: 'alice.hub.near' } as const
const aliceKey = Buffer.from(keysOf('alice').signingKey).toString('hex')
const day = 86_400
const noLeaf = { leaf: new Uint8Array(0) } as const

const isValid = (f: AttestationFixture, id = alice.worker_id): Promise<unknown> =>
  f.view('is_valid', { worker_id: id, policy_id: policyId })
const wasValid = (f: AttestationFixture, atNs: bigint): Promise<unknown> =>
  f.view('was_valid_at', { ...alice, key: aliceKey, ts_ns: `${atNs}` })
const codes = async (f: AttestationFixture): Promise<readonly string[]> =>
  ((await f.view('explain', alice)) as readonly { readonly code: string }[]).map(({ code }) => code)
const register = async (f: AttestationFixture): Promise<void> => {
  const found = answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice'))))
  if (!found.ok) throw new Error(JSON.stringify(found))
}

test('a renewal verifies one signature, prolongs the span, and notices a new enclave', async (t) => {
  const f = await attestationFixture()
  const first = answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice'))))
  t.is(first.verifications, 3)
  await f.tick()
  const second = answer(
    await attempt(f.as('alice').attestation.renew(await f.evidence('alice', noLeaf))),
  )
  t.is(second.verifications, 1)
  t.true(BigInt(second.expires_at_ns ?? 0) > BigInt(first.expires_at_ns ?? 0))
  t.is(((await f.view('history', alice)) as readonly unknown[]).length, 1)
  // Another attestation key: the QE report is checked again, and for that the certificate is needed.
  await f.tick()
  const other = { ...f.machine, attestationKey: f.ca.machine('two').attestationKey }
  const without = await f.evidence('alice', { machine: other, ...noLeaf })
  t.is(answer(await attempt(f.as('alice').attestation.renew(without))).code, 'PCK_MALFORMED')
  const withLeaf = answer(
    await attempt(f.as('alice').attestation.renew(await f.evidence('alice', { machine: other }))),
  )
  t.is(withLeaf.verifications, 2)
  // Another machine altogether: everything.
  await f.tick()
  const moved = await f.evidence('alice', { machine: f.ca.machine('two') })
  t.is(answer(await attempt(f.as('alice').attestation.renew(moved))).verifications, 3)
})

test('INV-401 an expired or ended worker is never valid, and says why', async (t) => {
  const f = await attestationFixture()
  t.false(await isValid(f))
  t.is(await f.view('explain', alice), null)
  await register(f)
  t.true(await isValid(f))
  t.false(await f.view('is_valid', { ...alice, policy_id: 'other' }))
  t.deepEqual(await codes(f), [])
  f.wait(7 * day)
  f.devnet.produceBlocks(1)
  t.false(await isValid(f))
  t.deepEqual(await codes(f), ['WORKER_EXPIRED'])
  t.true((await attempt(f.as('carol').attestation.invalidate(alice))).ok)
  t.deepEqual(await codes(f), ['WORKER_ENDED', 'WORKER_EXPIRED'])
  // The span ended where the validity did, not when somebody noticed.
  const { expires_at_ns } = (await f.view('worker', alice)) as { readonly expires_at_ns: string }
  t.true(await wasValid(f, BigInt(expires_at_ns) - 1n))
  t.false(await wasValid(f, BigInt(expires_at_ns)))
})

test('INV-408 what ends a worker ends it at once, and dates it back where that is known', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const measurementId = ((await f.view('worker', alice)) as { readonly measurement_id: string })
    .measurement_id
  const machineId = ((await f.view('worker', alice)) as { readonly machine_id: string }).machine_id
  const key = { policy_id: policyId, measurement_id: measurementId }
  const attestedNs = f.nowNs()
  f.wait(100)
  t.true(
    (await attempt(f.as('owner').attestation.supersede_measurement({ ...key, grace_s: 3_600 }))).ok,
  )
  t.true(await isValid(f))
  f.wait(3_601)
  f.devnet.produceBlocks(1)
  t.deepEqual(await codes(f), ['MEASUREMENT_ENDED'])
  const { ends_at_ns } = (await f.view('measurement', key)) as { readonly ends_at_ns: string }
  t.true(await wasValid(f, BigInt(ends_at_ns) - 1n))
  t.false(await wasValid(f, BigInt(ends_at_ns)))
  t.true(
    (
      await attempt(
        f.as('guardian').attestation.deny_machine({ machine_id: machineId, reason: 'stolen key' }),
      )
    ).ok,
  )
  t.deepEqual(await codes(f), ['MEASUREMENT_ENDED', 'MACHINE_DENIED'])
  t.true((await attempt(f.as('bob').attestation.invalidate(alice))).ok)
  t.true(await wasValid(f, attestedNs))
  t.true(await wasValid(f, BigInt(ends_at_ns) - 1n))
  t.false(await wasValid(f, BigInt(ends_at_ns)))
  // Registering again is refused while the reasons stand.
  await f.tick()
  t.is(
    answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).code,
    'MEASUREMENT_ENDED',
  )
})

test('INV-408 the owner may date a revocation back; a worker may only end itself now', async (t) => {
  const f = await attestationFixture()
  await register(f)
  f.wait(10_000)
  f.devnet.produceBlocks(1)
  const now = f.nowNs()
  const since = now - 5_000_000_000_000n
  const early = await attempt(
    f.as('alice').attestation.revoke({ ...alice, reason: 'x', since_ns: `${since}` }),
  )
  t.regex(JSON.stringify(early.failure), /ERR_REVOKE_TIME/)
  const future = { ...alice, reason: 'x', since_ns: `${now + 10n ** 15n}` }
  t.regex(
    JSON.stringify((await attempt(f.as('owner').attestation.revoke(future))).failure),
    /ERR_REVOKE_TIME/,
  )
  t.true(await wasValid(f, since))
  t.true(
    (
      await attempt(
        f.as('owner').attestation.revoke({ ...alice, reason: 'leaked', since_ns: `${since}` }),
      )
    ).ok,
  )
  t.false(await isValid(f))
  t.true(await wasValid(f, since - 1n))
  t.false(await wasValid(f, since))
  t.false(await wasValid(f, now))
  const again = await attempt(f.as('owner').attestation.revoke({ ...alice, reason: 'x' }))
  t.regex(JSON.stringify(again.failure), /ERR_WORKER_ENDED/)
})

test('TCB recovery: superseded documents count during the grace, and not a moment longer', async (t) => {
  const f = await attestationFixture()
  const graceful = { policy_id: 'graceful', ...policyRules, tcb_grace_s: 3 * day }
  t.true((await attempt(f.as('owner').attestation.propose_policy(graceful))).ok)
  const allow = { policy_id: 'graceful', measurement, source: '' }
  t.true((await attempt(f.as('owner').attestation.propose_measurement(allow))).ok)
  f.wait(timelockS)
  await f.tick()
  await register(f)
  const evidence = await f.evidence('bob', { policyId: 'graceful', machine: f.ca.machine('two') })
  t.true(answer(await attempt(f.as('bob').attestation.register(evidence))).ok)
  // Number 18 knows a newer level; everything here is out of date by it. It becomes the standard one in two hours.
  const raise = f.ca.tcbInfo({
    issuedS: startS,
    evaluation: 18,
    levels: [
      {
        sgxSvns: new Array<number>(16).fill(9),
        tdxSvns: new Array<number>(16).fill(3),
        pceSvn: 12,
        dateS: startS,
        status: 'UpToDate',
      },
      {
        sgxSvns: new Array<number>(16).fill(0),
        tdxSvns: new Array<number>(16).fill(0),
        pceSvn: 0,
        dateS: startS - day,
        status: 'OutOfDate',
        advisories: ['INTEL-SA-01313'],
      },
    ],
  })
  const sinceS = Number(f.nowNs() / 1_000_000_000n) + 7_200
  const numbers = [
    { number: 18, eventS: sinceS - 365 * day },
    { number: 17, eventS: startS - 700 * day },
  ]
  await f.upload([
    { method: 'upsert_tcb_info', bytes: raise },
    { method: 'upsert_qe_identity', bytes: f.ca.qeIdentity({ evaluation: 18 }) },
    { method: 'upsert_tcb_numbers', bytes: f.ca.tcbNumbers({ issuedS: startS, numbers }) },
  ])
  t.deepEqual(await codes(f), [])
  f.wait(7_200)
  f.devnet.produceBlocks(1)
  t.deepEqual(await codes(f), ['POLICY_STATUS'])
  const bob = { worker_id: 'bob.hub.near', policy_id: 'graceful' }
  t.true(await f.view('is_valid', bob))
  await f.tick()
  const renewed = answer(
    await attempt(
      f
        .as('bob')
        .attestation.renew(
          await f.evidence('bob', { policyId: 'graceful', machine: f.ca.machine('two') }),
        ),
    ),
  )
  t.true(renewed.ok)
  const endS = sinceS + 3 * day
  t.is(renewed.expires_at_ns, `${endS}000000000`)
  f.wait(3 * day)
  f.devnet.produceBlocks(1)
  t.false(await f.view('is_valid', bob))
})

test('INV-407 a whole life gives every storage byte back; records stay for 90 days', async (t) => {
  const f = await attestationFixture()
  const balance = (): Promise<unknown> =>
    f.view('storage_balance_of', { account_id: alice.worker_id })
  const before = await balance()
  await register(f)
  t.notDeepEqual(await balance(), before)
  t.true((await attempt(f.as('alice').attestation.revoke({ ...alice, reason: 'done' }))).ok)
  t.regex(
    JSON.stringify((await attempt(f.as('bob').attestation.forget(alice))).failure),
    /ERR_FORGET_EARLY/,
  )
  f.wait(90 * day)
  t.true((await attempt(f.as('bob').attestation.forget(alice))).ok)
  t.deepEqual(await balance(), before)
  t.is(await f.view('worker', alice), null)
  const solvency = (await f.view('solvency', { token: 'NEAR' })) as { readonly solvent: boolean }
  t.true(solvency.solvent)
})

test('pages list live workers, whoever leaves from the middle', async (t) => {
  const f = await attestationFixture()
  const page = (args: object = {}): Promise<unknown> =>
    f.view('workers_by_policy', { policy_id: policyId, ...args })
  for (const name of ['alice', 'bob', 'carol'] as const) {
    const evidence = await f.evidence(name, { machine: f.ca.machine(name) })
    t.true(answer(await attempt(f.as(name).attestation.register(evidence))).ok)
  }
  t.deepEqual(await page(), {
    total: 3,
    worker_ids: ['alice.hub.near', 'bob.hub.near', 'carol.hub.near'],
  })
  t.deepEqual(await page({ from_index: 1, limit: 1 }), { total: 3, worker_ids: ['bob.hub.near'] })
  t.true((await attempt(f.as('alice').attestation.revoke({ ...alice, reason: '' }))).ok)
  t.deepEqual(await page(), { total: 2, worker_ids: ['carol.hub.near', 'bob.hub.near'] })
  t.true(
    (await attempt(f.as('carol').attestation.revoke({ worker_id: 'carol.hub.near', reason: '' })))
      .ok,
  )
  t.deepEqual(await page(), { total: 1, worker_ids: ['bob.hub.near'] })
  await f.tick()
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  t.deepEqual(await page({ limit: 50 }), {
    total: 2,
    worker_ids: ['bob.hub.near', 'alice.hub.near'],
  })
})
