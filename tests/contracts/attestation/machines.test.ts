/** What a policy says of machines and TDs beyond their TCB: how many workers, which attributes, which service TD. */
import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  type EvidenceChange,
  keysOf,
  measurement,
  policyId,
  policyRules,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { refused } from '../../support/refused.js'

const bits = (...set: readonly number[]): Uint8Array => {
  const out = new Uint8Array(8)
  for (const bit of set) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7))
  return out
}

async function withPolicies(
  policies: Readonly<Record<string, object>>,
): Promise<AttestationFixture> {
  const f = await attestationFixture()
  for (const [id, rules] of Object.entries(policies)) {
    await f.as('owner').attestation.propose_policy({ policy_id: id, ...policyRules, ...rules })
    await f.as('owner').attestation.propose_measurement({ policy_id: id, measurement, source: '' })
  }
  f.wait(timelockS)
  await f.tick()
  return f
}

const tryAs = async (
  f: AttestationFixture,
  name: 'alice' | 'bob' | 'carol',
  change: EvidenceChange,
): Promise<string> => {
  await f.tick()
  const found = answer(
    await attempt(f.as(name).attestation.register(await f.evidence(name, change))),
  )
  return found.code ?? 'ok'
}

test('INV-417 a machine has no more workers of a policy than it allows; who leaves or moves makes room', async (t) => {
  const f = await withPolicies({ two: { max_per_machine: 2 } })
  const two = { policyId: 'two' } as const
  const machine_id = async (id: string): Promise<string> =>
    ((await f.view('worker', { worker_id: id })) as { readonly machine_id: string }).machine_id
  t.is(await tryAs(f, 'alice', two), 'ok')
  t.is(await tryAs(f, 'bob', two), 'ok')
  t.is(await tryAs(f, 'carol', two), 'POLICY_PER_MACHINE')
  const here = { policy_id: 'two', machine_id: await machine_id('alice.hub.near') }
  const onMachine = (): Promise<unknown> => f.view('workers_by_machine', here)
  t.deepEqual(await onMachine(), ['alice.hub.near', 'bob.hub.near'])
  // Each policy counts for itself, and so does each machine.
  t.is(await tryAs(f, 'carol', {}), 'ok')
  t.is(await tryAs(f, 'carol', { ...two, machine: f.ca.machine('other') }), 'ok')
  t.deepEqual(await onMachine(), ['alice.hub.near', 'bob.hub.near'])
  t.is(await tryAs(f, 'alice', { ...two, machine: f.ca.machine('other') }), 'ok')
  t.is(await tryAs(f, 'carol', two), 'ok')
  t.deepEqual(await onMachine(), ['carol.hub.near', 'bob.hub.near'])
  const gone = { worker_id: 'bob.hub.near', reason: '' }
  await f.as('bob').attestation.revoke(gone)
  t.deepEqual(await onMachine(), ['carol.hub.near'])
  t.is(await tryAs(f, 'alice', two), 'ok')
  // A tightened cap holds at once, for the last of them.
  const one = { policy_id: 'two', ...policyRules, max_per_machine: 1 }
  await f.as('owner').attestation.propose_policy(one)
  t.true(await f.view('is_valid', { worker_id: 'carol.hub.near', policy_id: 'two' }))
  t.false(await f.view('is_valid', { worker_id: 'alice.hub.near', policy_id: 'two' }))
  for (const max_per_machine of [0, 17]) {
    const args = { policy_id: 'x', ...policyRules, max_per_machine }
    await refused(t, 'ERR_ARGS', f.as('owner').attestation.propose_policy(args))
  }
})

test('INV-418 LASS, TPA and XFAM 19 are the policy’s; MIGRATABLE and service TDs only where it says so', async (t) => {
  const open = {
    td_attributes_mask: '0000000000000000',
    td_attributes_value: '0000000000000000',
    xfam_mask: '0000000000000000',
    xfam_value: '0000000000000000',
  }
  const service = new Uint8Array(48).fill(9)
  const f = await withPolicies({
    open,
    closed: {
      ...open,
      td_attributes_mask: '0000000800000040',
      xfam_mask: '0000080000000000',
    },
    moving: { ...open, allow_migratable: true },
    served: { ...open, service_tds: [Buffer.from(service).toString('hex')] },
  })
  const teeTcbSvn2 = Uint8Array.from([6, 1, 3, ...new Array<number>(13).fill(0)])
  const cases: readonly (readonly [EvidenceChange['td'], Readonly<Record<string, string>>])[] = [
    [{ tdAttributes: bits(27, 28) }, { open: 'ok', closed: 'POLICY_ATTRIBUTES' }],
    [{ tdAttributes: bits(28, 62) }, { open: 'ok', closed: 'POLICY_ATTRIBUTES' }],
    [
      { tdAttributes: bits(28), xfam: bits(0, 1, 19) },
      { open: 'ok', closed: 'POLICY_XFAM' },
    ],
    [
      { tdAttributes: bits(28, 29) },
      { open: 'POLICY_ATTRIBUTES', served: 'POLICY_ATTRIBUTES', moving: 'ok' },
    ],
    [
      { teeTcbSvn2, mrServiceTd: service },
      { open: 'QUOTE_SERVICE_TD', moving: 'QUOTE_SERVICE_TD', served: 'ok' },
    ],
    [{ teeTcbSvn2, mrServiceTd: new Uint8Array(48).fill(8) }, { served: 'QUOTE_SERVICE_TD' }],
    [{ teeTcbSvn2 }, { open: 'ok', served: 'ok' }],
  ]
  for (const [td, wanted] of cases) {
    for (const [id, code] of Object.entries(wanted)) {
      const change = { policyId: id, ...(td === undefined ? {} : { td }) }
      t.is(await tryAs(f, 'alice', change), code, `${JSON.stringify(td)} ${id}`)
    }
  }
})

test('INV-406 keys that are anybody’s are refused: zero and every other point of small order', async (t) => {
  const f = await attestationFixture()
  const { reportData, encodeEvidence } = await import('@research-hub/sdk/attestation')
  const weak = {
    signingKey: [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      `01${'00'.repeat(30)}80`,
      `ec${'ff'.repeat(30)}7f`,
      'ff'.repeat(32),
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    ],
    encryptionKey: [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      `${'00'.repeat(31)}80`,
      `ed${'ff'.repeat(30)}7f`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7',
    ],
  } as const
  for (const kind of ['signingKey', 'encryptionKey'] as const) {
    for (const key of weak[kind]) {
      const keys = { ...keysOf('alice'), [kind]: new Uint8Array(Buffer.from(key, 'hex')) }
      const binding = {
        chainId: 'attestation',
        registryId: 'attestation.hub.near',
        workerId: 'alice.hub.near',
        policyId,
        ...keys,
      }
      const quote = f.ca.quote(f.machine, { reportData: reportData(binding, await f.beacon()) })
      const evidence = encodeEvidence({ ...keys, policyId, pckLeaf: f.machine.pckLeaf, quote })
      const found = answer(await attempt(f.as('alice').attestation.register(evidence)))
      t.is(found.code, 'KEY_WEAK', `${kind} ${key}`)
    }
  }
})

test('explain and check_quote name the SVN that is short; check_quote is never ok for a revoked TCB', async (t) => {
  const f = await attestationFixture()
  const old = { td: { teeTcbSvn: Uint8Array.from([4, 1, 3, ...new Array<number>(13).fill(0)]) } }
  const late = await f.evidence('alice', old)
  t.like(await f.view('check_quote', late), {
    ok: true,
    status: 'OutOfDate',
    shortfall: 'TDX module SVN is 4, needs 6',
  })
  const found = answer(await attempt(f.as('alice').attestation.register(late)))
  t.regex(found.detail ?? '', /^OutOfDate INTEL-SA-00001; TDX module SVN is 4, needs 6$/)
  const behind = f.ca.machine('one', {
    sgxSvns: [2, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0],
    pceSvn: 11,
  })
  const short = (await f.view('check_quote', await f.evidence('bob', { machine: behind }))) as {
    readonly shortfall: string
  }
  t.is(short.shortfall, 'SGX component 1 is 2, needs 3')
  const zeros = new Array<number>(16).fill(0)
  const level = { sgxSvns: zeros, tdxSvns: zeros, pceSvn: 0, dateS: startS }
  const revoking = f.ca.tcbInfo({ issuedS: startS, levels: [{ ...level, status: 'Revoked' }] })
  await f.upload([{ method: 'upsert_tcb_info', bytes: revoking }])
  const revoked = await f.evidence('alice')
  t.like(await f.view('check_quote', revoked), { ok: false, code: 'TCB_REVOKED' })
})

test('collateral_updated names platform and number', async (t) => {
  const f = await attestationFixture()
  const done = await f.as('bob').attestation.upsert_tcb_info(f.ca.tcbInfo({ evaluation: 18 }))
  const log = done.receipts.flatMap(({ logs }) => logs).find((one) => one.includes('collateral_'))
  t.regex(log ?? '', /"fmspc":"b0c06f000000","evaluation_number":18/)
})

test('a root key other than Intel’s needs test_root, and Intel’s refuses it', async (t) => {
  const f = await attestationFixture()
  t.like(await f.view('params'), { test_root: true })
  const { readWasm } = await import('@research-hub/scripts/demo/chain')
  const { intelRootKey } = await import('@research-hub/sdk/attestation')
  const { scene } = await import('../../support/scene.js')
  const { sharedCallsAs } = await import('../../support/calls.js')
  for (const [root_key, test_root, code] of [
    [f.ca.rootKey, undefined, 'ERR_ARGS'],
    [f.ca.rootKey, false, 'ERR_ARGS'],
    [intelRootKey, true, 'ERR_ARGS'],
    [f.ca.rootKey, true, ''],
    [intelRootKey, undefined, ''],
  ] as const) {
    const id = 'root.hub.near'
    const devnet = await scene({ [id]: readWasm('attestation') }, [], { seed: 'roots' })
    const self = sharedCallsAs(devnet, id)(id)
    const args = { owner_id: 'hub.near', guardian_id: 'hub.near', root_key, timelock_s: 3_600 }
    const calling = self.init({ ...args, ...(test_root === undefined ? {} : { test_root }) })
    await refused(t, code, calling, `${test_root}`)
  }
})
