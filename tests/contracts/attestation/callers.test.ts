import test from 'ava'
import {
  type AttestationMethod,
  answer,
  attestationFixture,
  defaultMeasurementId,
  measurement,
  type Name,
  policyId,
  policyRules,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { refused } from '../../support/refused.js'

const alice = { worker_id: 'alice.hub.near' } as const
const machine = { machine_id: '11'.repeat(32) } as const
const key = { policy_id: policyId, measurement_id: defaultMeasurementId } as const

test('INV-411 each governed method obeys only the callers its documentation names', async (t) => {
  const f = await attestationFixture()
  const policy = { policy_id: 'new', ...policyRules }
  const allow = {
    policy_id: policyId,
    measurement: { ...measurement, rtmr3: '05'.repeat(48) },
    source: '',
  }
  const owners: readonly (readonly [AttestationMethod, unknown])[] = [
    ['propose_policy', policy],
    ['propose_measurement', allow],
    ['supersede_measurement', { ...key, grace_s: 5 }],
    ['allow_machine', machine],
  ]
  const guardians: readonly (readonly [AttestationMethod, unknown])[] = [
    ['retire_policy', { policy_id: policyId }],
    ['remove_measurement', key],
    ['deny_machine', { ...machine, reason: 'x' }],
  ]
  for (const [method, args] of owners) {
    for (const name of ['alice', 'guardian', 'self'] as const) {
      await refused(t, 'ERR_NOT_OWNER', f.as(name).attestation[method](args), `${name} ${method}`)
    }
  }
  for (const [method, args] of guardians) {
    for (const name of ['alice', 'self'] as const) {
      await refused(
        t,
        'ERR_NOT_GUARDIAN',
        f.as(name).attestation[method](args),
        `${name} ${method}`,
      )
    }
  }
  const init = {
    owner_id: 'alice.hub.near',
    guardian_id: 'alice.hub.near',
    root_key: f.ca.rootKey,
    timelock_s: 3_600,
    test_root: true,
  }
  await refused(t, 'ERR_PRIVATE', f.as('alice').attestation.init(init))
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as('self').attestation.init(init))
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  await refused(t, 'ERR_NOT_OPERATOR', f.as('bob').attestation.revoke({ ...alice, reason: 'x' }))
  await refused(t, 'ERR_WORKER_PASSES', f.as('bob').attestation.invalidate(alice))
})

test('every other refusal of a call', async (t) => {
  const f = await attestationFixture()
  const refusals: readonly (readonly [string, Name, AttestationMethod, unknown])[] = [
    ['ERR_BEACON_YOUNG', 'bob', 'tick', {}],
    ['ERR_EVIDENCE_MALFORMED', 'bob', 'register', new Uint8Array(0)],
    ['ERR_EVIDENCE_MALFORMED', 'bob', 'register', new Uint8Array(30_000)],
    ['ERR_EVIDENCE_MALFORMED', 'bob', 'register', Uint8Array.of(2, 1)],
    ['ERR_EVIDENCE_MALFORMED', 'bob', 'register', Uint8Array.of(1, 2)],
    ['ERR_EVIDENCE_MALFORMED', 'bob', 'register', Uint8Array.of(1, 1, 0)],
    ['ERR_POLICY_UNKNOWN', 'bob', 'register', await f.evidence('bob', { policyId: 'none' })],
    ['ERR_WORKER_UNKNOWN', 'bob', 'renew', await f.evidence('bob')],
    ['ERR_WORKER_UNKNOWN', 'bob', 'invalidate', alice],
    ['ERR_WORKER_UNKNOWN', 'owner', 'revoke', { ...alice, reason: 'x' }],
    ['ERR_WORKER_UNKNOWN', 'bob', 'forget', alice],
    ['ERR_POLICY_UNKNOWN', 'owner', 'retire_policy', { policy_id: 'none' }],
    [
      'ERR_POLICY_UNKNOWN',
      'owner',
      'propose_measurement',
      { policy_id: 'none', measurement, source: '' },
    ],
    [
      'ERR_MEASUREMENT_KNOWN',
      'owner',
      'propose_measurement',
      { policy_id: policyId, measurement, source: '' },
    ],
    [
      'ERR_MEASUREMENT_UNKNOWN',
      'owner',
      'remove_measurement',
      { ...key, measurement_id: '00'.repeat(32) },
    ],
    ['ERR_MACHINE_NOT_DENIED', 'owner', 'allow_machine', machine],
    [
      'ERR_ARGS',
      'owner',
      'propose_policy',
      { policy_id: 'x', ...policyRules, accepted_statuses: ['Revoked'] },
    ],
    [
      'ERR_ARGS',
      'owner',
      'propose_policy',
      { policy_id: 'x', ...policyRules, xfam_value: 'ff00000000000000' },
    ],
    ['ERR_ARGS', 'owner', 'propose_policy', { policy_id: 'Big', ...policyRules }],
    ['ERR_ARGS', 'owner', 'propose_policy', { policy_id: 'x', ...policyRules, extra: 1 }],
    ['ERR_ARGS', 'owner', 'revoke', { ...alice, reason: 'é' }],
  ]
  for (const [code, name, method, args] of refusals) {
    await refused(t, code, f.as(name).attestation[method](args), method)
  }
  t.true(
    (await attempt(f.as('owner').attestation.supersede_measurement({ ...key, grace_s: 60 }))).ok,
  )
  await refused(
    t,
    'ERR_MEASUREMENT_ENDED',
    f.as('owner').attestation.supersede_measurement({ ...key, grace_s: 600 }),
  )
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  await f.tick()
  await refused(
    t,
    'ERR_RENEW_KEYS',
    f.as('alice').attestation.renew(await f.evidence('alice', { keys: 'new' })),
  )
  t.true((await attempt(f.as('alice').attestation.revoke({ ...alice, reason: 'x' }))).ok)
  await refused(t, 'ERR_WORKER_ENDED', f.as('alice').attestation.renew(await f.evidence('alice')))
  await refused(t, 'ERR_WORKER_ENDED', f.as('bob').attestation.invalidate(alice))
  await refused(t, 'ERR_FORGET_EARLY', f.as('alice').attestation.forget(alice))
  t.true((await attempt(f.as('owner').attestation.retire_policy({ policy_id: policyId }))).ok)
  await refused(
    t,
    'ERR_POLICY_RETIRED',
    f.as('owner').attestation.propose_policy({ policy_id: policyId, ...policyRules }),
  )
  t.true((await attempt(f.as('owner').attestation.deny_machine({ ...machine, reason: 'x' }))).ok)
  t.true((await attempt(f.as('owner').attestation.allow_machine(machine))).ok)
})

test('a pause stops who would be new; renewals, uploads, ends and views go on', async (t) => {
  const f = await attestationFixture()
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  t.true((await attempt(f.as('guardian').attestation.pause({ features: 1 }))).ok)
  await f.tick()
  await refused(t, 'ERR_PAUSED', f.as('bob').attestation.register(await f.evidence('bob')))
  t.true(answer(await attempt(f.as('alice').attestation.renew(await f.evidence('alice')))).ok)
  const crl = f.ca.rootCrl({ thisUpdateS: startS })
  t.true((await attempt(f.as('uploader').attestation.upsert_root_crl(crl))).ok)
  t.true(await f.view('is_valid', { ...alice, policy_id: policyId }))
  t.true((await attempt(f.as('alice').attestation.revoke({ ...alice, reason: 'x' }))).ok)
})

test('INV-410 neither rules nor measurements hold before their time lock is over', async (t) => {
  const f = await attestationFixture()
  const allow = {
    policy_id: policyId,
    measurement: { ...measurement, rtmr3: '05'.repeat(48) },
    source: 'there',
  }
  t.true((await attempt(f.as('owner').attestation.propose_measurement(allow))).ok)
  const td = {
    rtmrs: [1, 2, 3, 5].map((fill) => new Uint8Array(48).fill(fill)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ],
  }
  const early = await f.evidence('alice', { td })
  t.is(answer(await attempt(f.as('alice').attestation.register(early))).code, 'MEASUREMENT_PENDING')
  // Neither looser nor tighter than before.
  const strict = {
    policy_id: policyId,
    ...policyRules,
    accepted_statuses: ['UpToDate', 'OutOfDate'],
    min_evaluation_number: 99,
  }
  t.true((await attempt(f.as('owner').attestation.propose_policy(strict))).ok)
  t.true(answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob')))).ok)
  const shown = (await f.view('policy', { policy_id: policyId })) as Record<
    string,
    { readonly min_evaluation_number: number } | null
  >
  t.is(shown.rules?.min_evaluation_number, 0)
  t.is(shown.next?.min_evaluation_number, 99)
  t.true(
    (
      await attempt(
        f.as('owner').attestation.propose_policy({ policy_id: 'fresh', ...policyRules }),
      )
    ).ok,
  )
  await refused(
    t,
    'ERR_POLICY_UNKNOWN',
    f.as('alice').attestation.register(await f.evidence('alice', { policyId: 'fresh' })),
  )
  f.wait(timelockS)
  await f.tick()
  t.is(
    answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice', { td }))))
      .code,
    'POLICY_EVALUATION',
  )
  // A worker that no longer fulfils the rules is no longer valid, from when they came into force.
  t.false(await f.view('is_valid', { worker_id: 'bob.hub.near', policy_id: policyId }))
  t.true((await attempt(f.as('carol').attestation.invalidate({ worker_id: 'bob.hub.near' }))).ok)
  t.deepEqual(
    ((await f.view('workers_by_policy', { policy_id: policyId })) as { readonly total: number })
      .total,
    0,
  )
})

test('a policy’s lists: sixteen items of a right form, one more or a comma is refused', async (t) => {
  const f = await attestationFixture()
  const propose = async (lists: object): Promise<string> => {
    const args = { policy_id: 'lists', ...policyRules, ...lists }
    const { failure } = await attempt(f.as('owner').attestation.propose_policy(args))
    return JSON.stringify(failure ?? '')
  }
  const ids = Array.from({ length: 17 }, (_, i) => `INTEL-SA-${i}`)
  t.true((await propose({ allowed_advisories: ids })).includes('is longer than 16'))
  const machines = ids.map((_, i) => i.toString(16).padStart(64, '0'))
  t.true((await propose({ machine_deny: machines })).includes('is longer than 16'))
  t.true((await propose({ allowed_advisories: ['A,B'] })).includes('is not an advisory id'))
  t.true((await propose({ allowed_advisories: [''] })).includes('is not an advisory id'))
  t.true((await propose({ fmspc_allow: ['B0C06F000000'] })).includes('lower-case hex digits'))
  const kept = {
    allowed_advisories: ids.slice(1),
    fmspc_allow: [],
    machine_deny: machines.slice(1),
  }
  t.is(await propose(kept), '""')
  // As it was sent, absent lists absent.
  const { next } = (await f.view('policy', { policy_id: 'lists' })) as { readonly next: object }
  t.deepEqual(next, { ...policyRules, ...kept })
})
