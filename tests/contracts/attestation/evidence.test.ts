import { concatBytes } from '@noble/hashes/utils.js'
import { createTestCa } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  type EvidenceChange,
  measurement,
  policyId,
  policyRules,
  recordsOf,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'

const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
const authAt = 632
const set =
  (at: number, ...bytes: readonly number[]) =>
  (quote: Uint8Array): Uint8Array => {
    const bent = quote.slice()
    bent.set(bytes, at)
    return bent
  }
const flip =
  (at: number) =>
  (quote: Uint8Array): Uint8Array => {
    const bent = quote.slice()
    bent[at] = (bent[at] ?? 0) ^ 1
    return bent
  }
const add =
  (at: number, change: number) =>
  (quote: Uint8Array): Uint8Array => {
    const bent = quote.slice()
    bent[at] = (bent[at] ?? 0) + change
    return bent
  }
const bits = (...set: readonly number[]): Uint8Array => {
  const out = new Uint8Array(8)
  for (const bit of set) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7))
  return out
}

/** Sixteen SVNs, the rest zero. */
const svn = (...first: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: 16 }, (_, i) => first[i] ?? 0)

/** Registers as alice; the answer must be this refusal, and no record may have changed. */
async function expectRefusal(
  t: {
    readonly is: (a: unknown, b: unknown, message?: string) => boolean
    readonly deepEqual: (a: unknown, b: unknown) => boolean
  },
  f: AttestationFixture,
  code: string,
  change: EvidenceChange,
  name: 'alice' | 'bob' = 'alice',
): Promise<void> {
  const evidence = await f.evidence(name, change)
  const before = recordsOf(f)
  const found = answer(await attempt(f.as(name).attestation.register(evidence)))
  t.is(found.code, code, JSON.stringify(found))
  t.is(found.ok, false)
  t.deepEqual(recordsOf(f), before)
}

test('INV-403 a malformed quote is refused as a value and changes nothing', async (t) => {
  const f = await attestationFixture()
  const malformed: readonly ((quote: Uint8Array) => Uint8Array)[] = [
    set(0, 2), // version 2
    set(0, 6), // version 6
    set(2, 3), // P-384 key
    set(4, 1), // TEE type 1
    set(8, 1), // reserved
    set(12, 0), // vendor
    add(authAt, 1), // authentication data one longer
    add(authAt, -1), // one shorter
    set(authAt + 3, 0xff), // far past the end
    set(authAt + 4 + 128, 5), // certification of type 5 directly
    set(authAt + 4 + 128, 7),
    add(authAt + 4 + 130, 1), // certification length
    add(authAt + 4 + 582, 1), // QE data length
    add(authAt + 4 + 582, -1),
    set(authAt + 4 + 582, 0xff, 0xff), // beyond the end
    set(authAt + 4 + 584 + 32, 6), // 6 in 6
    set(authAt + 4 + 584 + 32, 0),
    add(authAt + 4 + 584 + 34, 1), // chain length
    (quote) => quote.slice(0, 40),
    (quote) => quote.slice(0, 600),
    (quote) => quote.slice(0, -1),
    () => new Uint8Array(0),
  ]
  for (const bend of malformed) await expectRefusal(t, f, 'QUOTE_MALFORMED', { bend })
  const sgx = (quote: Uint8Array): Uint8Array =>
    concatBytes(set(4, 0)(quote).slice(0, 48 + 384), quote.slice(authAt))
  await expectRefusal(t, f, 'QUOTE_UNSUPPORTED', { bend: sgx })
})

test('hard rules: no policy switches them off', async (t) => {
  const f = await attestationFixture()
  const refused: readonly (readonly [string, EvidenceChange['td']])[] = [
    ['QUOTE_DEBUG', { tdAttributes: bits(0, 28) }],
    ['QUOTE_RESERVED_BITS', { tdAttributes: bits(1, 28) }],
    ['QUOTE_RESERVED_BITS', { tdAttributes: bits(8, 28) }],
    ['QUOTE_RESERVED_BITS', { tdAttributes: bits(28, 61) }],
    ['QUOTE_RESERVED_BITS', { xfam: bits(0) }],
    ['QUOTE_RESERVED_BITS', { xfam: bits(0, 1, 63) }],
    ['QUOTE_SEPT_VE', { tdAttributes: bits(30) }],
    ['QUOTE_SERVICE_TD', { teeTcbSvn2: svn(6, 1, 3), mrServiceTd: new Uint8Array(48).fill(1) }],
    ['MODULE_IDENTITY', { mrSignerSeam: new Uint8Array(48).fill(1) }],
    ['MODULE_IDENTITY', { seamAttributes: bits(3) }],
  ]
  for (const [code, td] of refused) await expectRefusal(t, f, code, td === undefined ? {} : { td })
  await expectRefusal(t, f, 'MODULE_UNKNOWN', { td: { teeTcbSvn: svn(6, 9, 3) } })
  await expectRefusal(t, f, 'TCB_NOT_SUPPORTED', { td: { teeTcbSvn: svn(3, 1, 3) } })
  await expectRefusal(t, f, 'TCB_NOT_SUPPORTED', { td: { teeTcbSvn: svn(6, 1, 2) } })
  // Version 0 of the module is judged with the platform, from the first component on.
  await expectRefusal(t, f, 'TCB_NOT_SUPPORTED', { td: { teeTcbSvn: svn(6, 0, 3) } })
})

test('signatures: r and s out of range, keys off the curve, other keys', async (t) => {
  const f = await attestationFixture()
  const zero = Array.from(new Uint8Array(32))
  const n = Array.from(order)
  const sig = authAt + 4
  const refused: readonly (readonly [string, (quote: Uint8Array) => Uint8Array])[] = [
    ['QUOTE_SIGNATURE', flip(sig)],
    ['QUOTE_SIGNATURE', set(sig, ...zero)],
    ['QUOTE_SIGNATURE', set(sig, ...n)],
    ['QUOTE_SIGNATURE', set(sig + 32, ...zero)],
    ['QUOTE_SIGNATURE', set(sig + 32, ...n)],
    ['QUOTE_SIGNATURE', flip(sig + 64 + 63)], // y of the attestation key
    ['QUOTE_SIGNATURE', flip(100)], // body
    ['QE_SIGNATURE', flip(sig + 134)], // QE report
    ['QE_SIGNATURE', flip(sig + 134 + 384)],
    ['QE_SIGNATURE', set(sig + 134 + 384, ...zero)],
    ['QE_REPORT_DATA', flip(sig + 134 + 384 + 66)], // QE data
  ]
  for (const [code, bend] of refused) await expectRefusal(t, f, code, { bend })
  const other = f.ca.machine('two')
  // A genuine attestation key of another machine, not vouched for by this one's enclave.
  await expectRefusal(t, f, 'QE_REPORT_DATA', {
    bend: set(sig + 64, ...other.attestationKey.publicKey),
  })
  await expectRefusal(t, f, 'QE_SIGNATURE', { leaf: other.pckLeaf })
  await expectRefusal(t, f, 'QE_IDENTITY', { qe: { mrSigner: new Uint8Array(32) } })
  await expectRefusal(t, f, 'QE_IDENTITY', { qe: { isvProdId: 1 } })
  await expectRefusal(t, f, 'QE_IDENTITY', { qe: { miscSelect: new Uint8Array(4).fill(1) } })
  await expectRefusal(t, f, 'QE_IDENTITY', { qe: { attributes: new Uint8Array(16).fill(0x17) } })
  await expectRefusal(t, f, 'QE_NOT_SUPPORTED', { qe: { isvSvn: 3 } })
})

test('the PCK certificate: role, issuer, dates, signature, shape, platform', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  const machine = (change: Parameters<typeof ca.machine>[1]): EvidenceChange => ({
    machine: ca.machine('one', change),
  })
  const foreign = createTestCa('another vendor', startS)
  const refused: readonly (readonly [string, EvidenceChange])[] = [
    ['PCK_MALFORMED', { leaf: new Uint8Array(3) }],
    ['PCK_MALFORMED', { leaf: new Uint8Array(0) }],
    ['PCK_MALFORMED', { leaf: f.machine.pckLeaf.slice(0, -1) }],
    ['PCK_MALFORMED', machine({ certificate: { extensions: [] } })],
    ['PCK_MALFORMED', machine({ certificate: { publicKey: new Uint8Array(64).fill(5) } })],
    ['PCK_ROLE', { leaf: ca.certificateOf('platform') }],
    ['PCK_ROLE', { leaf: ca.certificateOf('signer') }],
    ['PCK_ROLE', machine({ certificate: { subjectCn: 'Intel SGX TCB Signing' } })],
    ['PCK_ISSUER', machine({ certificate: { issuerCn: 'Intel SGX Root CA' } })],
    ['PCK_DATES', machine({ certificate: { notAfterS: startS } })],
    ['PCK_DATES', machine({ certificate: { notBeforeS: startS + 90_000 } })],
    ['PCK_SIGNATURE', { machine: foreign.machine('one') }],
    ['COLLATERAL_MISSING', machine({ ca: 'processor' })],
    ['COLLATERAL_MISSING', machine({ fmspc: new Uint8Array(6).fill(7) })],
    ['TCB_WRONG_PLATFORM', machine({ pceId: Uint8Array.of(1, 0) })],
    ['TCB_NOT_SUPPORTED', machine({ pceSvn: 10 })],
    ['TCB_NOT_SUPPORTED', machine({ sgxSvns: new Array<number>(16).fill(0) })],
    ['POLICY_STATUS', machine({ sgxSvns: [2, 2, 1, 1, 3, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0] })],
  ]
  for (const [code, change] of refused) await expectRefusal(t, f, code, change)
  await f.upload([
    {
      method: 'upsert_pck_crl',
      bytes: ca.pckCrl('platform', {
        thisUpdateS: startS,
        serials: [new Uint8Array(20).fill(3), f.machine.serial],
      }),
    },
  ])
  await expectRefusal(t, f, 'PCK_REVOKED', {})
})

test('binding: other account, registry, chain, policy or key; GPU evidence counts', async (t) => {
  const f = await attestationFixture()
  const bound: readonly EvidenceChange['bound'][] = [
    { workerId: 'bob.hub.near' },
    { registryId: 'other.hub.near' },
    { chainId: 'mainnet' },
    { policyId: 'training' },
    { encryptionKey: new Uint8Array(32).fill(9) },
    { signingKey: new Uint8Array(32).fill(9) },
    { gpuEvidenceHash: new Uint8Array(32).fill(9) },
  ]
  for (const change of bound) {
    await expectRefusal(t, f, 'QUOTE_BINDING', change === undefined ? {} : { bound: change })
  }
})

test('INV-402 a quote registers once: replayed, bent or padded it has the same key', async (t) => {
  const f = await attestationFixture()
  const evidence = await f.evidence('alice')
  const first = answer(await attempt(f.as('alice').attestation.register(evidence)))
  t.true(first.ok)
  const again = answer(await attempt(f.as('alice').attestation.register(evidence)))
  t.is(again.code, 'QUOTE_REPLAYED')
  const beacon = await f.beacon()
  const highS = (quote: Uint8Array): Uint8Array => {
    const at = authAt + 4 + 32
    const s = BigInt(`0x${Buffer.from(quote.slice(at, at + 32)).toString('hex')}`)
    const twin = BigInt(`0x${order.toString('hex')}`) - s
    return set(at, ...Buffer.from(twin.toString(16).padStart(64, '0'), 'hex'))(quote)
  }
  const padded = (quote: Uint8Array): Uint8Array => concatBytes(quote, new Uint8Array(70).fill(1))
  for (const bend of [highS, padded]) {
    const twin = await f.evidence('alice', { beacon, bend })
    // Both are good evidence by themselves, of the same quote.
    const seen = (await f.view('check_quote', twin)) as { readonly quote_hash: string }
    t.is(first.quote_hash, seen.quote_hash)
    t.is(answer(await attempt(f.as('alice').attestation.register(twin))).code, 'QUOTE_REPLAYED')
  }
  // Another quote with a beacon that was used is as stale as the first.
  await expectRefusal(t, f, 'QUOTE_BEACON', { keys: 'others' })
  await f.tick()
  await f.tick()
  const kept = (await f.view('beacons')) as readonly { readonly value: string }[]
  const earlier = new Uint8Array(Buffer.from(kept.at(-2)?.value ?? '', 'hex'))
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  await expectRefusal(t, f, 'QUOTE_BEACON', { beacon: earlier })
  await expectRefusal(t, f, 'QUOTE_BEACON', { beacon: new Uint8Array(32) }, 'bob')
  f.wait(7_201)
  await expectRefusal(t, f, 'QUOTE_BEACON', {}, 'bob')
})

test('INV-406 keys belong to one worker, and nobody writes another one’s record', async (t) => {
  const f = await attestationFixture()
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  const record = await f.view('worker', { worker_id: 'alice.hub.near' })
  await expectRefusal(t, f, 'KEY_TAKEN', { keys: 'alice' }, 'bob')
  // Alice's own evidence in bob's hands.
  await f.tick()
  const stolen = await f.evidence('alice')
  t.is(answer(await attempt(f.as('bob').attestation.register(stolen))).code, 'QUOTE_BINDING')
  t.deepEqual(await f.view('worker', { worker_id: 'alice.hub.near' }), record)
  t.true(answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob')))).ok)
  t.deepEqual(await f.view('worker', { worker_id: 'alice.hub.near' }), record)
  // New keys free the old ones.
  await f.tick()
  t.true(
    answer(
      await attempt(f.as('alice').attestation.register(await f.evidence('alice', { keys: 'new' }))),
    ).ok,
  )
  await f.tick()
  t.true(
    answer(
      await attempt(
        f.as('carol').attestation.register(await f.evidence('carol', { keys: 'alice' })),
      ),
    ).ok,
  )
})

test('policies: each demand', async (t) => {
  const f = await attestationFixture()
  const behind = f.ca.machine('one', { sgxSvns: [2, 2, 1, 1, 3, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0] })
  const lenient = { accepted_statuses: ['UpToDate', 'OutOfDate'] }
  const cases: readonly (readonly [string, Record<string, unknown>, EvidenceChange])[] = [
    [
      'POLICY_ADVISORY',
      { ...lenient, allowed_advisories: ['INTEL-SA-00002'] },
      { machine: behind },
    ],
    ['POLICY_TCB_DATE', { min_tcb_date_s: '1800000000' }, {}],
    ['POLICY_EVALUATION', { min_evaluation_number: 18 }, {}],
    ['POLICY_FMSPC', { fmspc_deny: ['b0c06f000000'] }, {}],
    ['POLICY_FMSPC', { fmspc_allow: ['90c06f000000'] }, {}],
    ['POLICY_MACHINE', { machine_allow: ['00'.repeat(32)] }, {}],
    ['POLICY_ATTRIBUTES', {}, { td: { tdAttributes: bits(28, 29) } }],
    ['POLICY_XFAM', { xfam_mask: 'ff00000000000000', xfam_value: '0300000000000000' }, {}],
  ]
  for (const [i, [, rules]] of cases.entries()) {
    const args = { policy_id: `p${i}`, ...policyRules, ...rules }
    t.true((await attempt(f.as('owner').attestation.propose_policy(args))).ok)
    const allow = { policy_id: `p${i}`, measurement, source: '' }
    t.true((await attempt(f.as('owner').attestation.propose_measurement(allow))).ok)
  }
  const accepting = {
    policy_id: 'ok',
    ...policyRules,
    ...lenient,
    allowed_advisories: ['INTEL-SA-00002', 'INTEL-SA-00003'],
  }
  t.true((await attempt(f.as('owner').attestation.propose_policy(accepting))).ok)
  t.true(
    (
      await attempt(
        f.as('owner').attestation.propose_measurement({ policy_id: 'ok', measurement, source: '' }),
      )
    ).ok,
  )
  f.wait(timelockS)
  await f.tick()
  for (const [i, [code, , change]] of cases.entries()) {
    await expectRefusal(t, f, code, { policyId: `p${i}`, ...change })
  }
  const evidence = await f.evidence('alice', { policyId: 'ok', machine: behind })
  const found = answer(await attempt(f.as('alice').attestation.register(evidence)))
  t.true(found.ok, JSON.stringify(found))
  // Registers are checked together, never one by one.
  await expectRefusal(
    t,
    f,
    'MEASUREMENT_UNKNOWN',
    {
      td: { mrtd: new Uint8Array(48).fill(0x12) },
    },
    'bob',
  )
  await attempt(f.as('guardian').attestation.retire_policy({ policy_id: policyId }))
  await expectRefusal(t, f, 'POLICY_RETIRED', {}, 'bob')
})

test('a platform that Intel revokes is refused, whatever a policy accepts', async (t) => {
  const f = await attestationFixture()
  await f.upload([
    {
      method: 'upsert_tcb_info',
      bytes: f.ca.tcbInfo({
        issuedS: startS,
        levels: [
          {
            sgxSvns: new Array<number>(16).fill(0),
            tdxSvns: new Array<number>(16).fill(0),
            pceSvn: 0,
            dateS: startS,
            status: 'Revoked',
          },
        ],
      }),
    },
  ])
  await expectRefusal(t, f, 'TCB_REVOKED', {})
})

test('the platform is patched but the TD still runs from before: relaunch advised', async (t) => {
  const f = await attestationFixture()
  const check = async (td: EvidenceChange['td']): Promise<unknown> => {
    const evidence = await f.evidence('alice', td === undefined ? {} : { td })
    const found = (await f.view('check_quote', evidence)) as { readonly status?: string }
    return found.status
  }
  const old = { teeTcbSvn: svn(4, 1, 3) }
  t.is(await check(old), 'OutOfDate')
  t.is(await check({ ...old, teeTcbSvn2: svn(6, 1, 3) }), 'TDRelaunchAdvised')
  t.is(await check({ ...old, teeTcbSvn2: svn(5, 1, 3) }), 'OutOfDate')
})
