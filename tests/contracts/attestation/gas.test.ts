import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWasm } from '@research-hub/scripts/demo/chain'
import {
  type CollateralBundle,
  intelRootKey,
  machineId,
  splitCollateral,
} from '@research-hub/sdk/attestation'
import { defaultSvns, type TcbInfo } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import {
  type AttestationFixture,
  type AttestationMethod,
  answer,
  attestationFixture,
  measurement,
  type Name,
  policyRules,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { governanceGas, storageGas } from '../../support/common-gas.js'
import type { Note } from '../../support/gas-notes.js'
import { samplesFolder } from '../../support/samples.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { tgas } from '../../support/units.js'

const day = 86_400
/** What issue and design allow beyond the 6 Tgas of every other call. */
const budgets: Readonly<Record<string, bigint>> = {
  register: 20n,
  upsert_tcb_info: 12n,
  upsert_tcb_numbers: 8n,
}
const policyId = 'longest-policy-id-there-is-at-32'
const reason = 'r'.repeat(100)
const source = 's'.repeat(200)
const noLeaf = { policyId, leaf: new Uint8Array(0) } as const

/** Twenty-four advisories, sixteen a level, as in the largest real document. */
const advisories = (from: number): readonly string[] =>
  Array.from({ length: 16 }, (_, i) => `INTEL-SA-${String(10_000 + from * 2 + i)}`)

/** Four platform levels, modules of one, two and four: one more than in the largest real document. */
const tcbInfo: Partial<TcbInfo> = {
  issuedS: startS,
  levels: [3, 2, 1, 0].map((above) => ({
    // The eighth component is the last that real documents use.
    sgxSvns: defaultSvns.sgx.map((svn, i) => (i === 7 ? svn + above : svn)),
    tdxSvns: defaultSvns.tdx,
    pceSvn: defaultSvns.pce,
    dateS: startS - above * day,
    status: above === 0 ? 'SWHardeningNeeded' : 'UpToDate',
    advisories: advisories(above),
  })),
  modules: {
    3: [{ isvSvn: 3, dateS: startS, status: 'UpToDate' }],
    2: [5, 4].map((isvSvn) => ({ isvSvn, dateS: startS - isvSvn * day, status: 'UpToDate' })),
    1: [9, 8, 7, 6].map((isvSvn) => ({
      isvSvn,
      dateS: startS - isvSvn * day,
      status: 'UpToDate',
      advisories: advisories(0).slice(0, 4),
    })),
  },
}

const workers = ['alice', 'bob', 'carol'] as const

/** Every list full. */
const longRules = ({ ca }: AttestationFixture) => ({
  ...policyRules,
  accepted_statuses: ['UpToDate', 'SWHardeningNeeded'],
  allowed_advisories: advisories(0),
  fmspc_allow: [...hexes(6, 15), 'b0c06f000000'],
  fmspc_deny: hexes(6, 16),
  machine_allow: [
    ...hexes(32, 13),
    ...workers.map((name) => machineId(ca.machine(name).platform.ppid)),
  ],
  machine_deny: hexes(32, 16),
  service_tds: hexes(48, 4),
})

function hexes(length: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) =>
    (i + 1).toString(16).padStart(2, '0').repeat(length),
  )
}

test('INV-409 gas of every method at its worst is what it was, and within its budget', async (t) => {
  const f = await attestationFixture({ seed: 'gas-snapshot', areNamesLong: true })
  const gas: Record<string, bigint> = {}
  const note: Note = async (label, calling) => {
    const { ok, failure, totalGasBurnt: burnt } = await attempt(calling)
    if (!ok) throw new Error(`${label} ${JSON.stringify(failure)}`)
    // The dearest of several of one name.
    if (burnt > (gas[label] ?? 0n)) gas[label] = burnt
    t.true(burnt <= (budgets[label.split(',')[0] ?? ''] ?? 6n) * tgas, `${label}: ${burnt}`)
  }
  const run = async (
    name: Name,
    method: AttestationMethod,
    args: unknown,
    label: string = method,
  ) => note(label, f.as(name).attestation[method](args))
  await uploads(f, run)
  const alice = { worker_id: f.account('alice').accountId }
  await run('owner', 'propose_policy', { policy_id: policyId, ...longRules(f) })
  const proposal = { policy_id: policyId, measurement, source }
  await run('owner', 'propose_measurement', proposal)
  f.wait(timelockS)
  await f.tick()
  // Several workers in the list, so that the last one is moved when another leaves it.
  for (const name of workers) {
    const evidence = await f.evidence(name, { policyId, machine: f.ca.machine(name) })
    const done = await attempt(f.as(name).attestation.register(evidence))
    t.true(answer(done).ok, JSON.stringify(answer(done)))
    await note('register', done)
  }
  await run(
    'guardian',
    'register',
    await f.evidence('guardian', { td: { tdAttributes: new Uint8Array(8).fill(1, 0, 1) } }),
    'register, refused',
  )
  await fullHistory(f, alice, run)
  const machine = f.ca.machine('alice')
  for (let i = 0; i < 12; i++) {
    f.wait(600)
    await run('bob', 'tick', {})
  }
  const renewed = await attempt(
    f.as('alice').attestation.renew(await f.evidence('alice', { ...noLeaf, machine })),
  )
  t.is(answer(renewed).verifications, 1, JSON.stringify(answer(renewed)))
  await note('renew', renewed)
  t.is(((await f.view('history', alice)) as readonly unknown[]).length, 14)
  await run('guardian', 'deny_machine', { machine_id: '77'.repeat(32), reason })
  await run('owner', 'allow_machine', { machine_id: '77'.repeat(32) })
  const id = ((await f.view('worker', alice)) as { readonly measurement_id: string }).measurement_id
  const key = { policy_id: policyId, measurement_id: id }
  await run('owner', 'supersede_measurement', { ...key, grace_s: 60 })
  await run('guardian', 'remove_measurement', key)
  await run('guardian', 'retire_policy', { policy_id: policyId })
  await run('bob', 'invalidate', alice)
  f.wait(91 * day)
  for (let i = 0; i < 3; i++) await run('bob', 'forget', alice)
  t.is(await f.view('worker', alice), null)
  const ended = { kind: 'tcb_info', fmspc: 'b0c06f000000', evaluation_number: 18 }
  await run('uploader', 'remove_collateral', ended)
  await run('uploader', 'remove_collateral', { kind: 'tcb_numbers' })
  await storageGas(f.devnet, 'attestation.hub.near', note)
  await governanceGas(f.devnet, 'attestation.hub.near', f.account('owner'), note)
  matchSnapshot(t, 'attestation-gas', gas)
})

type Run = (name: Name, method: AttestationMethod, args: unknown, label?: string) => Promise<void>

/** Everything newer than what the fixture began with, so that records are replaced. */
async function uploads({ ca }: AttestationFixture, run: Run): Promise<void> {
  const serials = Array.from({ length: 60 }, (_, i) => new Uint8Array(20).fill(i + 1))
  const dates = { thisUpdateS: startS, serials }
  await run('uploader', 'upsert_root_crl', ca.rootCrl({ thisUpdateS: startS }))
  await run('uploader', 'upsert_pck_ca', ca.certificateOf('processor'))
  await run(
    'uploader',
    'upsert_pck_crl',
    ca.pckCrl('platform', dates),
    'upsert_pck_crl, 60 entries',
  )
  await run('uploader', 'upsert_tcb_signer', ca.certificateOf('signer', { notBeforeS: startS }))
  // A raise: the document before is kept as well.
  const raised = { ...tcbInfo, evaluation: 18 }
  await run('uploader', 'upsert_tcb_info', ca.tcbInfo(raised), 'upsert_tcb_info, 4 levels')
  const identity = ca.qeIdentity({ issuedS: startS, evaluation: 18 })
  await run('uploader', 'upsert_qe_identity', identity)
  // More newer and older numbers than Intel names.
  const numbers = Array.from({ length: 20 }, (_, i) => ({
    number: 22 - i,
    eventS: startS - (i < 4 ? 1 : 400 + i) * day,
  }))
  await run('uploader', 'upsert_tcb_numbers', ca.tcbNumbers({ issuedS: startS, numbers }))
}

/** Many spans: registered, revoked and registered again. */
async function fullHistory(
  f: AttestationFixture,
  alice: { readonly worker_id: string },
  run: Run,
): Promise<void> {
  const machine = f.ca.machine('alice')
  for (let i = 0; i < 13; i++) {
    await run('guardian', 'revoke', { ...alice, reason })
    await f.tick()
    await run('alice', 'register', await f.evidence('alice', { policyId, machine }))
  }
}

test('INV-409 real collateral fits its budget', async (t) => {
  const folder = samplesFolder()
  if (folder === undefined) {
    t.log('SKIPPED: the samples are not here')
    t.pass()
    return
  }
  const bundle = JSON.parse(
    readFileSync(join(folder, 'dcap', 'collateral', 'b0c06f-2026-08.json'), 'utf8'),
  ) as CollateralBundle
  const f = await attestationFixture({
    seed: 'real-gas',
    rootKey: intelRootKey,
    genesisS: Date.parse('2026-08-14T00:00:00Z') / 1000,
    isReady: false,
  })
  for (const { method, bytes } of splitCollateral(bundle)) {
    const done = await attempt(f.as('uploader').attestation[method](bytes))
    t.true(done.ok, JSON.stringify(done.failure))
    t.log(method, done.totalGasBurnt / 10n ** 9n, 'Ggas', bytes.length, 'bytes')
    t.true(done.totalGasBurnt <= 12_000_000_000_000n, method)
  }
})

test('the wasm is exactly as large as recorded', (t) => {
  const { length } = readWasm('attestation')
  t.true(length <= 450_000)
  matchSnapshot(t, 'attestation-size', { 'attestation.wasm': length })
})
