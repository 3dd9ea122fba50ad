import type { CallResult } from '@research-hub/devnet'
import test from 'ava'
import {
  answer,
  attestationFixture,
  defaultMeasurementId,
  measurement,
  type Name,
  policyId,
  policyRules,
  timelockS,
} from '../../support/attestation-fixture.js'

const alice = { worker_id: 'alice.hub.near' } as const
const machine = { machine_id: '11'.repeat(32) } as const
const key = { policy_id: policyId, measurement_id: defaultMeasurementId } as const

function codeOf({ ok, failure }: CallResult): string {
  if (ok) return 'ok'
  return /(ERR_[A-Z_0-9]+)/.exec(JSON.stringify(failure))?.[1] ?? JSON.stringify(failure)
}

test('INV-411 each governed method obeys only the callers its documentation names', async (t) => {
  const f = await attestationFixture()
  const policy = { policy_id: 'new', ...policyRules }
  const allow = {
    policy_id: policyId,
    measurement: { ...measurement, rtmr3: '05'.repeat(48) },
    source: '',
  }
  const owners: readonly (readonly [string, unknown])[] = [
    ['propose_policy', policy],
    ['propose_measurement', allow],
    ['supersede_measurement', { ...key, grace_s: 5 }],
    ['allow_machine', machine],
  ]
  const guardians: readonly (readonly [string, unknown])[] = [
    ['retire_policy', { policy_id: policyId }],
    ['remove_measurement', key],
    ['deny_machine', { ...machine, reason: 'x' }],
  ]
  for (const [method, args] of owners) {
    for (const name of ['alice', 'guardian', 'self'] as const) {
      t.is(codeOf(await f.call(name, method, args)), 'ERR_NOT_OWNER', `${name} ${method}`)
    }
  }
  for (const [method, args] of guardians) {
    for (const name of ['alice', 'self'] as const) {
      t.is(codeOf(await f.call(name, method, args)), 'ERR_NOT_GUARDIAN', `${name} ${method}`)
    }
  }
  const init = {
    owner_id: 'alice.hub.near',
    guardian_id: 'alice.hub.near',
    root_key: f.ca.rootKey,
    timelock_s: 3_600,
  }
  t.is(codeOf(await f.call('alice', 'init', init)), 'ERR_PRIVATE')
  t.is(codeOf(await f.call('self', 'init', init)), 'ERR_ALREADY_INITIALIZED')
  t.true(answer(await f.call('alice', 'register', await f.evidence('alice'))).ok)
  t.is(codeOf(await f.call('bob', 'revoke', { ...alice, reason: 'x' })), 'ERR_NOT_OPERATOR')
  t.is(codeOf(await f.call('bob', 'invalidate', alice)), 'ERR_WORKER_PASSES')
})

test('every other refusal of a call', async (t) => {
  const f = await attestationFixture()
  const refused: readonly (readonly [string, Name, string, unknown])[] = [
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
  for (const [code, name, method, args] of refused) {
    t.is(codeOf(await f.call(name, method, args)), code, method)
  }
  t.true((await f.call('owner', 'supersede_measurement', { ...key, grace_s: 60 })).ok)
  t.is(
    codeOf(await f.call('owner', 'supersede_measurement', { ...key, grace_s: 600 })),
    'ERR_MEASUREMENT_ENDED',
  )
  t.true(answer(await f.call('alice', 'register', await f.evidence('alice'))).ok)
  await f.tick()
  t.is(
    codeOf(await f.call('alice', 'renew', await f.evidence('alice', { keys: 'new' }))),
    'ERR_RENEW_KEYS',
  )
  t.true((await f.call('alice', 'revoke', { ...alice, reason: 'x' })).ok)
  t.is(codeOf(await f.call('alice', 'renew', await f.evidence('alice'))), 'ERR_WORKER_ENDED')
  t.is(codeOf(await f.call('bob', 'invalidate', alice)), 'ERR_WORKER_ENDED')
  t.is(codeOf(await f.call('alice', 'forget', alice)), 'ERR_FORGET_EARLY')
  t.true((await f.call('owner', 'retire_policy', { policy_id: policyId })).ok)
  t.is(
    codeOf(await f.call('owner', 'propose_policy', { policy_id: policyId, ...policyRules })),
    'ERR_POLICY_RETIRED',
  )
  t.true((await f.call('owner', 'deny_machine', { ...machine, reason: 'x' })).ok)
  t.true((await f.call('owner', 'allow_machine', machine)).ok)
})

test('pauses stop registration and uploads; ends and views go on', async (t) => {
  const f = await attestationFixture()
  t.true(answer(await f.call('alice', 'register', await f.evidence('alice'))).ok)
  t.true((await f.call('guardian', 'pause', { features: 3 })).ok)
  await f.tick()
  t.is(codeOf(await f.call('bob', 'register', await f.evidence('bob'))), 'ERR_PAUSED')
  t.is(codeOf(await f.call('alice', 'renew', await f.evidence('alice'))), 'ERR_PAUSED')
  t.is(codeOf(await f.call('uploader', 'upsert_root_crl', f.ca.rootCrl())), 'ERR_PAUSED')
  t.true(await f.view('is_valid', { ...alice, policy_id: policyId }))
  t.true((await f.call('alice', 'revoke', { ...alice, reason: 'x' })).ok)
})

test('INV-410 neither rules nor measurements hold before their time lock is over', async (t) => {
  const f = await attestationFixture()
  const allow = {
    policy_id: policyId,
    measurement: { ...measurement, rtmr3: '05'.repeat(48) },
    source: 'there',
  }
  t.true((await f.call('owner', 'propose_measurement', allow)).ok)
  const td = {
    rtmrs: [1, 2, 3, 5].map((fill) => new Uint8Array(48).fill(fill)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ],
  }
  const early = await f.evidence('alice', { td })
  t.is(answer(await f.call('alice', 'register', early)).code, 'MEASUREMENT_PENDING')
  const strict = { policy_id: policyId, ...policyRules, min_evaluation_number: 99 }
  t.true((await f.call('owner', 'propose_policy', strict)).ok)
  t.true(answer(await f.call('bob', 'register', await f.evidence('bob'))).ok)
  const shown = (await f.view('policy', { policy_id: policyId })) as Record<
    string,
    { readonly min_evaluation_number: number } | null
  >
  t.is(shown.rules?.min_evaluation_number, 0)
  t.is(shown.next?.min_evaluation_number, 99)
  t.true((await f.call('owner', 'propose_policy', { policy_id: 'fresh', ...policyRules })).ok)
  t.is(
    codeOf(await f.call('alice', 'register', await f.evidence('alice', { policyId: 'fresh' }))),
    'ERR_POLICY_UNKNOWN',
  )
  f.wait(timelockS)
  await f.tick()
  t.is(
    answer(await f.call('alice', 'register', await f.evidence('alice', { td }))).code,
    'POLICY_EVALUATION',
  )
  // A worker that no longer fulfils the rules is no longer valid, from when they came into force.
  t.false(await f.view('is_valid', { worker_id: 'bob.hub.near', policy_id: policyId }))
  t.true((await f.call('carol', 'invalidate', { worker_id: 'bob.hub.near' })).ok)
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
    const { failure } = await f.call('owner', 'propose_policy', args)
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
