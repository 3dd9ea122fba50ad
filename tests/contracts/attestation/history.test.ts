/** What was valid when: denials, measurements, rules, sets, keys and revocations as intervals, none of which erases another. */
import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  defaultMeasurementId,
  keysOf,
  measurement,
  policyId,
  policyRules,
  registryId,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { refused } from '../../support/refused.js'

const workerId = 'alice.hub.near'
const keyOf = (name: string, kind: 'signingKey' | 'encryptionKey' = 'signingKey'): string =>
  Buffer.from(keysOf(name)[kind]).toString('hex')
const wasValid = (f: AttestationFixture, atNs: bigint, key = keyOf('alice')): Promise<unknown> =>
  f.view('was_valid_at', { worker_id: workerId, key, ts_ns: `${atNs}` })
const isValid = (f: AttestationFixture): Promise<unknown> =>
  f.view('is_valid', { worker_id: workerId, policy_id: policyId })
const register = async (f: AttestationFixture, keys = 'alice'): Promise<void> => {
  const evidence = await f.evidence('alice', { keys })
  const found = answer(await attempt(f.as('alice').attestation.register(evidence)))
  if (!found.ok) throw new Error(JSON.stringify(found))
}
/** A moment later, told. */
const later = async (f: AttestationFixture, seconds: number): Promise<bigint> => {
  f.wait(seconds)
  await f.tick()
  return f.nowNs()
}
/** A time that a view shows: blocks go on while a call ends. */
const timeOf = async (
  f: AttestationFixture,
  method: string,
  args: object,
  member: string,
): Promise<bigint> => {
  const shown = (await f.view(method, args)) as Readonly<Record<string, string>>
  return BigInt(shown[member] ?? '')
}
const lastBeginning = async (f: AttestationFixture): Promise<bigint> => {
  const spans = await f.view('history', { worker_id: workerId })
  return BigInt((spans as readonly { readonly from_ns: string }[]).at(-1)?.from_ns ?? '')
}
const machineOf = async (f: AttestationFixture): Promise<string> =>
  ((await f.view('worker', { worker_id: workerId })) as { readonly machine_id: string }).machine_id

type Past = { readonly past: readonly { readonly until_ns: string }[] }

test('INV-414 a denial stays in the history when the machine is allowed again, and ends when it did', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const machine_id = await machineOf(f)
  const before = await later(f, 1_000)
  await f.as('guardian').attestation.deny_machine({ machine_id, reason: 'interposer' })
  const deniedNs = await timeOf(f, 'machine', { machine_id }, 'denied_at_ns')
  t.false(await isValid(f))
  const during = await later(f, 1_000)
  await f.as('owner').attestation.allow_machine({ machine_id })
  const [past] = ((await f.view('machine', { machine_id })) as Past).past
  const allowedNs = BigInt(past?.until_ns ?? '')
  const after = await later(f, 1_000)
  t.true(await isValid(f))
  for (const [atNs, wanted] of [
    [before, true],
    [deniedNs - 1n, true],
    [deniedNs, false],
    [deniedNs + 1n, false],
    [during, false],
    [allowedNs - 1n, false],
    [allowedNs, true],
    [after, true],
  ] as const) {
    t.is(await wasValid(f, atNs), wanted, `${atNs}`)
  }
  const shown = (await f.view('machine', { machine_id })) as { readonly past: unknown }
  t.deepEqual(shown.past, [{ from_ns: `${deniedNs}`, until_ns: `${allowedNs}` }])
  await refused(
    t,
    'ERR_MACHINE_NOT_DENIED',
    f.as('owner').attestation.allow_machine({ machine_id }),
  )
})

test('INV-414 a measurement that is proposed again neither erases what it allowed nor fills the gap', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const key = { policy_id: policyId, measurement_id: defaultMeasurementId }
  const before = await later(f, 1_000)
  await f.as('owner').attestation.supersede_measurement({ ...key, grace_s: 3_600 })
  const endNs = await timeOf(f, 'measurement', key, 'ends_at_ns')
  const gap = await later(f, 7_200)
  t.true(await wasValid(f, before))
  const again = { policy_id: policyId, measurement, source: 'again' }
  await f.as('owner').attestation.propose_measurement(again)
  // A stranger's call takes nothing of the past either.
  await f.as('bob').attestation.invalidate({ worker_id: workerId })
  await later(f, timelockS)
  for (const [atNs, wanted] of [
    [before, true],
    [endNs - 1n, true],
    [endNs, false],
    [gap, false],
    [f.nowNs(), false],
  ] as const) {
    t.is(await wasValid(f, atNs), wanted, `${atNs}`)
  }
  await register(f)
  t.true(await wasValid(f, before))
  t.false(await wasValid(f, gap))
  t.true(await wasValid(f, f.nowNs()))
})

test('INV-414 a key counts for the time in which it was the worker’s, and no longer', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const first = await later(f, 1_000)
  await register(f, 'other')
  const rolledNs = await lastBeginning(f)
  const second = await later(f, 1_000)
  for (const kind of ['signingKey', 'encryptionKey'] as const) {
    t.true(await wasValid(f, first, keyOf('alice', kind)))
    t.false(await wasValid(f, second, keyOf('alice', kind)))
    t.false(await wasValid(f, first, keyOf('other', kind)))
    t.true(await wasValid(f, second, keyOf('other', kind)))
  }
  t.true(await wasValid(f, rolledNs - 1n))
  t.false(await wasValid(f, rolledNs))
  t.false(await wasValid(f, first, keyOf('bob')))
  t.false(await wasValid(f, f.nowNs() + 10n ** 12n, keyOf('other')))
  const spans = (await f.view('history', { worker_id: workerId })) as readonly {
    readonly signing_key: string
    readonly revision: number
    readonly evaluation_number: number
    readonly measurement_id: string
  }[]
  t.is(spans.length, 2)
  t.true(spans.every((span) => span.measurement_id === defaultMeasurementId))
  t.true(spans.every((span) => span.revision === 1 && span.evaluation_number === 17))
  t.not(spans[0]?.signing_key, spans[1]?.signing_key)
  const one = { worker_id: workerId, from_index: 1, limit: 1 }
  t.deepEqual(await f.view('history', one), [spans[1]])
})

test('INV-414 INV-416 rules hold for their own time: a tightening at once, what loosens after the lock', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const before = await later(f, 1_000)
  const tight = { policy_id: policyId, ...policyRules, fmspc_deny: ['b0c06f000000'] }
  await f.as('owner').attestation.propose_policy(tight)
  const tightNs = await timeOf(f, 'policy', { policy_id: policyId }, 'rules_at_ns')
  t.false(await isValid(f))
  t.like(await f.view('policy', { policy_id: policyId }), { revision: 2, next: null })
  t.is(
    answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob')))).code,
    'POLICY_FMSPC',
  )
  const during = await later(f, 1_000)
  await f.as('owner').attestation.propose_policy({ policy_id: policyId, ...policyRules })
  const looseNs = await timeOf(f, 'policy', { policy_id: policyId }, 'next_at_ns')
  t.false(await isValid(f))
  // A tightening does not wait behind what waits, and takes its place.
  const also = { ...tight, max_validity_s: 3_600 }
  await f.as('owner').attestation.propose_policy(also)
  t.like(await f.view('policy', { policy_id: policyId }), { revision: 3, next: null })
  await f.as('owner').attestation.propose_policy({ policy_id: policyId, ...policyRules })
  const openNs = await timeOf(f, 'policy', { policy_id: policyId }, 'next_at_ns')
  await later(f, timelockS)
  t.true(await isValid(f))
  for (const [atNs, wanted] of [
    [before, true],
    [tightNs - 1n, true],
    [tightNs, false],
    [during, false],
    [looseNs, false],
    [openNs - 1n, false],
    [openNs, true],
    [f.nowNs(), true],
  ] as const) {
    t.is(await wasValid(f, atNs), wanted, `${atNs}`)
  }
})

test('INV-414 a revocation that dates back reaches into earlier spans, and not into later ones', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const trusted = await later(f, 1_000)
  const stolen = await later(f, 1_000)
  await register(f, 'other')
  await later(f, 1_000)
  const args = { worker_id: workerId, reason: 'leaked', since_ns: `${stolen}` }
  await f.as('guardian').attestation.revoke(args)
  t.true(await wasValid(f, trusted))
  t.true(await wasValid(f, stolen - 1n))
  t.false(await wasValid(f, stolen))
  t.false(await wasValid(f, f.nowNs() - 1n, keyOf('other')))
  await later(f, 1_000)
  await register(f, 'fresh')
  t.true(await wasValid(f, f.nowNs(), keyOf('fresh')))
  t.false(await wasValid(f, stolen))
  t.true(await wasValid(f, trusted))
  const spans = (await f.view('history', { worker_id: workerId })) as readonly {
    readonly until_ns: string
  }[]
  t.is(spans[0]?.until_ns, `${stolen}`)
  t.is(spans.length, 2)
})

test('INV-414 a set that became the policy’s counts from its day, also when rules are loosened later', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const day = 86_400
  const sinceS = Number(f.nowNs() / 1_000_000_000n) + 7_200
  const zeros = new Array<number>(16).fill(0)
  const level = {
    sgxSvns: zeros,
    tdxSvns: zeros,
    pceSvn: 0,
    dateS: startS,
    advisories: ['INTEL-SA-1'],
  }
  const demoting = f.ca.tcbInfo({ evaluation: 18, levels: [{ ...level, status: 'OutOfDate' }] })
  const numbers = [
    { number: 18, eventS: sinceS - 365 * day },
    { number: 17, eventS: startS - 700 * day },
  ]
  await f.upload([
    { method: 'upsert_tcb_info', bytes: demoting },
    { method: 'upsert_qe_identity', bytes: f.ca.qeIdentity({ evaluation: 18 }) },
    { method: 'upsert_tcb_numbers', bytes: f.ca.tcbNumbers({ issuedS: startS, numbers }) },
  ])
  f.wait(sinceS - Number(f.nowNs() / 1_000_000_000n) + 100)
  f.devnet.produceBlocks(1)
  t.false(await isValid(f))
  const explained = (await f.view('explain', { worker_id: workerId })) as readonly {
    readonly code: string
    readonly detail: string
    readonly since_ns: string
  }[]
  t.deepEqual(
    explained.map(({ code, since_ns }) => [code, since_ns]),
    [['POLICY_STATUS', `${sinceS}000000000`]],
  )
  const lenient = {
    policy_id: policyId,
    ...policyRules,
    accepted_statuses: ['UpToDate', 'OutOfDate'],
  }
  await f.as('owner').attestation.propose_policy(lenient)
  const openNs = await timeOf(f, 'policy', { policy_id: policyId }, 'next_at_ns')
  await later(f, timelockS)
  t.true(await isValid(f))
  for (const [atNs, wanted] of [
    [BigInt(sinceS) * 1_000_000_000n - 1n, true],
    [BigInt(sinceS) * 1_000_000_000n, false],
    [openNs - 1n, false],
    [openNs, true],
  ] as const) {
    t.is(await wasValid(f, atNs), wanted, `${atNs}`)
  }
})

test('INV-415 ending a worker takes nothing of its storage, however little it left and however long the reason', async (t) => {
  const f = await attestationFixture()
  await register(f)
  const account_id = workerId
  const balance = async (): Promise<{ readonly available: string }> =>
    (await f.view('storage_balance_of', { account_id })) as { readonly available: string }
  const { available } = await balance()
  await f.as('alice').attestation.storage_withdraw({ amount: available }, 1n)
  t.is((await balance()).available, '0')
  const reason = 'r'.repeat(100)
  await refused(t, '', f.as('guardian').attestation.revoke({ worker_id: workerId, reason }))
  t.like(await f.view('worker', { worker_id: workerId }), { end_reason: `revoked: ${reason}` })
  await refused(
    t,
    'ERR_ARGS',
    f.as('guardian').attestation.revoke({ worker_id: workerId, reason: `${reason}r` }),
  )
  // Likewise what the owner pays for: retiring and removing take no byte more.
  const owner = 'hub.near'
  const rest = (await f.view('storage_balance_of', { account_id: owner })) as {
    readonly available: string
  }
  await f.devnet.call(
    f.account('owner'),
    registryId,
    'storage_withdraw',
    { amount: rest.available },
    { depositYocto: 1n },
  )
  const key = { policy_id: policyId, measurement_id: defaultMeasurementId }
  await refused(t, '', f.as('guardian').attestation.remove_measurement(key))
  await refused(t, '', f.as('guardian').attestation.retire_policy({ policy_id: policyId }))
})

test('INV-414 sixteen past denials are kept, and what would begin one more is refused', async (t) => {
  const f = await attestationFixture()
  const machine_id = '33'.repeat(32)
  const { attestation: guardian } = f.as('guardian')
  const { attestation: owner } = f.as('owner')
  const key = { policy_id: policyId, measurement_id: defaultMeasurementId }
  for (let i = 1; i <= 17; i++) {
    await guardian.deny_machine({ machine_id, reason: `${i}` })
    await guardian.remove_measurement(key)
    const wanted = i === 17 ? 'ERR_HISTORY_FULL' : ''
    await refused(t, wanted, owner.allow_machine({ machine_id }), `${i}`)
    const proposal = { policy_id: policyId, measurement, source: '' }
    await refused(t, wanted, owner.propose_measurement(proposal), `${i}`)
  }
  const shown = (await f.view('machine', { machine_id })) as {
    readonly denied: boolean
    readonly past: readonly unknown[]
  }
  t.true(shown.denied)
  t.is(shown.past.length, 16)
})
