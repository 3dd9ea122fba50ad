import { concatBytes } from '@noble/hashes/utils.js'
import { signedMember, type UploadMethod } from '@research-hub/sdk/attestation'
import {
  createTestCa,
  defaultSvns,
  qeIdentityText,
  signDocument,
} from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  measurement,
  policyRules,
  recordsOf,
  registryId,
  startS,
  timelockS,
} from '../../support/attestation-fixture.js'
import { attempt, codeOf } from '../../support/calls.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { refused } from '../../support/refused.js'

const day = 86_400
const fmspc = 'b0c06f000000'

test('uploads: each refusal, and nothing stored by any of them', async (t) => {
  const f = await attestationFixture({ isReady: false })
  const { ca } = f
  const foreign = createTestCa('another vendor', startS)
  const upload = async (method: UploadMethod, bytes: Uint8Array): Promise<string> =>
    codeOf(await attempt(f.as('uploader').attestation[method](bytes))) ?? 'ok'
  // In an empty store.
  const before = recordsOf(f)
  t.is(await upload('upsert_pck_crl', ca.pckCrl('platform')), 'ERR_COLLATERAL_ISSUER')
  t.is(await upload('upsert_tcb_info', ca.tcbInfo()), 'ERR_COLLATERAL_ISSUER')
  t.is(await upload('upsert_qe_identity', ca.qeIdentity()), 'ERR_COLLATERAL_ISSUER')
  t.is(await upload('upsert_root_crl', foreign.rootCrl()), 'ERR_COLLATERAL_SIGNATURE')
  t.is(await upload('upsert_pck_ca', foreign.certificateOf('platform')), 'ERR_COLLATERAL_SIGNATURE')
  t.is(
    await upload('upsert_tcb_signer', foreign.certificateOf('signer')),
    'ERR_COLLATERAL_SIGNATURE',
  )
  t.deepEqual(recordsOf(f), before)
  await f.upload(ca.uploads())
  const stored = recordsOf(f)
  const refusals: readonly (readonly [string, UploadMethod, Uint8Array])[] = [
    ['ERR_COLLATERAL_MALFORMED', 'upsert_root_crl', new Uint8Array(10)],
    ['ERR_COLLATERAL_MALFORMED', 'upsert_root_crl', concatBytes(ca.rootCrl(), Uint8Array.of(0))],
    ['ERR_COLLATERAL_MALFORMED', 'upsert_pck_ca', ca.rootCrl()],
    ['ERR_COLLATERAL_MALFORMED', 'upsert_tcb_info', new Uint8Array(64)],
    ['ERR_COLLATERAL_ROLE', 'upsert_root_crl', ca.pckCrl('platform')],
    ['ERR_COLLATERAL_ROLE', 'upsert_pck_ca', ca.certificateOf('signer')],
    ['ERR_COLLATERAL_ROLE', 'upsert_tcb_signer', ca.certificateOf('platform')],
    // One extracted PCK key must not sign its own TCB info.
    ['ERR_COLLATERAL_ROLE', 'upsert_tcb_signer', f.machine.pckLeaf],
    ['ERR_COLLATERAL_ROLE', 'upsert_pck_ca', ca.certificateOf('platform', { isCa: false })],
    ['ERR_COLLATERAL_ROLE', 'upsert_pck_ca', ca.certificateOf('platform', { issuerCn: 'Root' })],
    ['ERR_COLLATERAL_ROLE', 'upsert_tcb_info', ca.tcbInfo({ id: 'SGX', issuedS: startS })],
    ['ERR_COLLATERAL_ROLE', 'upsert_qe_identity', ca.qeIdentity({ id: 'QE', issuedS: startS })],
    ['ERR_COLLATERAL_ISSUER', 'upsert_pck_crl', ca.pckCrl('processor')],
    ['ERR_COLLATERAL_STALE', 'upsert_root_crl', ca.rootCrl()],
    ['ERR_COLLATERAL_STALE', 'upsert_pck_ca', ca.certificateOf('platform')],
    ['ERR_COLLATERAL_STALE', 'upsert_tcb_signer', ca.certificateOf('signer')],
    ['ERR_COLLATERAL_STALE', 'upsert_tcb_info', ca.tcbInfo()],
    ['ERR_COLLATERAL_STALE', 'upsert_qe_identity', ca.qeIdentity()],
    ['ERR_COLLATERAL_STALE', 'upsert_tcb_numbers', ca.tcbNumbers()],
    [
      'ERR_COLLATERAL_MALFORMED',
      'upsert_tcb_numbers',
      ca.tcbNumbers({ issuedS: startS, id: 'SGX' }),
    ],
    ['ERR_COLLATERAL_MALFORMED', 'upsert_tcb_numbers', ca.tcbInfo({ issuedS: startS })],
    ['ERR_COLLATERAL_DATES', 'upsert_tcb_numbers', ca.tcbNumbers({ issuedS: startS + day })],
    ['ERR_COLLATERAL_SIGNATURE', 'upsert_tcb_numbers', foreign.tcbNumbers({ issuedS: startS })],
    ['ERR_COLLATERAL_ROLLBACK', 'upsert_root_crl', ca.rootCrl({ thisUpdateS: startS, number: 0 })],
    ['ERR_COLLATERAL_DATES', 'upsert_tcb_info', ca.tcbInfo({ issuedS: startS + day })],
    [
      'ERR_COLLATERAL_DATES',
      'upsert_tcb_info',
      ca.tcbInfo({ issuedS: startS - day, nextS: startS - 1 }),
    ],
    [
      'ERR_COLLATERAL_DATES',
      'upsert_pck_crl',
      ca.pckCrl('platform', { thisUpdateS: startS + day }),
    ],
    [
      'ERR_COLLATERAL_DATES',
      'upsert_pck_ca',
      ca.certificateOf('platform', { notBeforeS: startS + day }),
    ],
    ['ERR_COLLATERAL_SIGNATURE', 'upsert_tcb_info', foreign.tcbInfo({ issuedS: startS })],
    [
      'ERR_COLLATERAL_SIGNATURE',
      'upsert_pck_crl',
      foreign.pckCrl('platform', { thisUpdateS: startS }),
    ],
    ['ERR_COLLATERAL_SIGNATURE', 'upsert_root_crl', flipEnd(ca.rootCrl({ thisUpdateS: startS }))],
  ]
  for (const [code, method, bytes] of refusals) t.is(await upload(method, bytes), code, method)
  t.deepEqual(recordsOf(f), stored)
})

function flipEnd(bytes: Uint8Array): Uint8Array {
  const bent = bytes.slice()
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1
  return bent
}

test('documents: re-serialised, with a key twice, with wrong fields', async (t) => {
  const f = await attestationFixture({ isReady: false })
  const { ca } = f
  await f.upload(ca.uploads().slice(0, 4))
  const good = ca.tcbInfo()
  const text = Buffer.from(good.slice(64)).toString()
  const signed = (changed: string): Uint8Array => signDocument(changed, ca.keys.signer)
  const upload = async (bytes: Uint8Array): Promise<string> =>
    codeOf(await attempt(f.as('uploader').attestation.upsert_tcb_info(bytes))) ?? 'ok'
  const respaced = JSON.stringify(JSON.parse(text), undefined, 1)
  t.is(
    await upload(concatBytes(good.slice(0, 64), Buffer.from(respaced))),
    'ERR_COLLATERAL_SIGNATURE',
  )
  const wrong = [
    respaced,
    text.replace(
      '"tcbEvaluationDataNumber":17',
      '"tcbEvaluationDataNumber":17,"tcbEvaluationDataNumber":18',
    ),
    text.replace('"version":3', '"version":2'),
    text.replace('"tcbType":0', '"tcbType":1'),
    text.replace('"svn":3', '"svn":3.5'),
    text.replace('"svn":3', '"svn":256'),
    text.replace('"pcesvn":11', '"pcesvn":-1'),
    text.replace('UpToDate', 'Fine'),
    text.replace('"TDX_01"', '"TDX_1"'),
    text.replace(/"issueDate":"[^"]+"/, '"issueDate":"2025-13-01T00:00:00Z"'),
    text.slice(0, -1),
    '[]',
  ]
  for (const changed of wrong) {
    t.is(await upload(signed(changed)), 'ERR_COLLATERAL_MALFORMED', changed.slice(0, 200))
  }
  t.is(
    await upload(concatBytes(new Uint8Array(64), new Uint8Array(32_800))),
    'ERR_COLLATERAL_MALFORMED',
  )
  t.is(await upload(good), 'ok')
  // The envelope of the vendor's service, in either order of its members.
  const identity = qeIdentityText({
    mrSigner: new Uint8Array(32),
    isvProdId: 2,
    issuedS: startS,
    nextS: startS + day,
    evaluation: 17,
    levels: [{ isvSvn: 1, dateS: startS, status: 'UpToDate' }],
  })
  const signature = Buffer.from(ca.keys.signer.sign(Buffer.from(identity))).toString('hex')
  for (const envelope of [
    `{"enclaveIdentity":${identity},"signature":"${signature}"}`,
    `{"signature":"${signature}","enclaveIdentity":${identity}}`,
  ]) {
    t.deepEqual(
      signedMember(envelope, 'enclaveIdentity'),
      new Uint8Array(concatBytes(Buffer.from(signature, 'hex'), Buffer.from(identity))),
    )
  }
})

type Shown = {
  readonly tcb_signers: readonly { readonly key_hash: string }[]
  readonly platform_cas: readonly {
    readonly key_hash: string
    readonly crl: { readonly valid_from_s: number } | null
  }[]
  readonly tcb_infos: readonly {
    readonly evaluation_number: number
    readonly valid_from_s: number
    readonly first_seen_ns: string
  }[]
  readonly qe_identities: readonly { readonly evaluation_number: number }[]
  readonly tcb_numbers: { readonly standard: number | null; readonly early: number | null } | null
}

const shown = async (f: AttestationFixture): Promise<Shown> =>
  (await f.view('collateral', { fmspc })) as Shown

test('INV-405 documents of several numbers live side by side, and each number moves forward only', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  await f.upload([
    { method: 'upsert_tcb_info', bytes: ca.tcbInfo({ issuedS: startS, evaluation: 18 }) },
    { method: 'upsert_tcb_info', bytes: ca.tcbInfo({ evaluation: 16 }) },
    { method: 'upsert_qe_identity', bytes: ca.qeIdentity({ issuedS: startS, evaluation: 20 }) },
  ])
  const before = await shown(f)
  t.deepEqual(
    before.tcb_infos.map((one) => one.evaluation_number),
    [18, 17, 16],
  )
  t.deepEqual(
    before.qe_identities.map((one) => one.evaluation_number),
    [20, 17],
  )
  const { uploader } = { uploader: f.as('uploader').attestation }
  const issue = (issuedS: number, evaluation: number): Promise<unknown> =>
    uploader.upsert_tcb_info(ca.tcbInfo({ issuedS, evaluation }))
  // At, before and after the date of the stored one of that number.
  await refused(t, 'ERR_COLLATERAL_STALE', issue(startS, 18))
  await refused(t, 'ERR_COLLATERAL_STALE', issue(startS - 1, 18))
  await refused(t, '', issue(startS + 1, 18))
  await refused(t, '', issue(startS, 17))
  const after = await shown(f)
  t.deepEqual(
    after.tcb_infos.map((one) => one.valid_from_s),
    [startS + 1, startS, startS - day],
  )
  // The same content issued anew has been here all along.
  t.is(after.tcb_infos[1]?.first_seen_ns, before.tcb_infos[1]?.first_seen_ns)
})

test('INV-413 forced early set: a stranger uploads early number 18, workers of the standard 17 go on', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  await f
    .as('owner')
    .attestation.propose_policy({ policy_id: 'early', ...policyRules, tcb_set: 'early' })
  await f
    .as('owner')
    .attestation.propose_policy({ policy_id: 'fixed', ...policyRules, tcb_set: '18' })
  for (const policy_id of ['early', 'fixed']) {
    await f.as('owner').attestation.propose_measurement({ policy_id, measurement, source: '' })
  }
  f.wait(timelockS)
  await f.tick()
  const demoting = ca.tcbInfo({
    evaluation: 18,
    issuedS: startS,
    levels: [
      {
        sgxSvns: defaultSvns.sgx,
        tdxSvns: defaultSvns.tdx,
        pceSvn: defaultSvns.pce,
        dateS: startS,
        status: 'OutOfDate',
        advisories: ['INTEL-SA-01192'],
      },
    ],
  })
  const numbers = [18, 17].map((number) => ({ number, eventS: startS - (19 - number) * 300 * day }))
  await f.as('bob').attestation.upsert_tcb_info(demoting)
  await f.as('bob').attestation.upsert_qe_identity(ca.qeIdentity({ evaluation: 18 }))
  await f.as('bob').attestation.upsert_tcb_numbers(ca.tcbNumbers({ issuedS: startS, numbers }))
  t.like((await shown(f)).tcb_numbers, { standard: 17, early: 18 })
  t.true(await f.view('is_valid', { worker_id: 'alice.hub.near', policy_id: 'inference' }))
  await refused(
    t,
    'ERR_WORKER_PASSES',
    f.as('bob').attestation.invalidate({ worker_id: 'alice.hub.near' }),
  )
  // A fresher document of the standard number is taken, and counts.
  await f.as('bob').attestation.upsert_tcb_info(ca.tcbInfo({ issuedS: startS + 1 }))
  await f.tick()
  const register = async (policyId: string): Promise<unknown> =>
    answer(
      await attempt(f.as('carol').attestation.register(await f.evidence('carol', { policyId }))),
    ).code
  t.is(await register('early'), 'POLICY_STATUS')
  t.is(await register('fixed'), 'POLICY_STATUS')
  t.is(await register('inference'), undefined)
  // The early one becomes the standard one when its event is a year old, to the second.
  const becomesS = startS - 300 * day + 365 * day
  f.wait(becomesS - Number(f.nowNs() / 1_000_000_000n) - 2)
  f.devnet.produceBlocks(1)
  t.is((await shown(f)).tcb_numbers?.standard, 17)
  f.wait(2)
  f.devnet.produceBlocks(1)
  t.is((await shown(f)).tcb_numbers?.standard, 18)
})

test('INV-405 key rollover: a new signer and a new CA live beside the old ones until their own end', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  const alice = { worker_id: 'alice.hub.near' } as const
  const isValid = (): Promise<unknown> => f.view('is_valid', { ...alice, policy_id: 'inference' })
  const next = createTestCa('attestation, next', startS)
  const rolled = {
    publicKey: next.keys.signer.publicKey,
    serial: next.keys.signer.publicKey.slice(0, 20),
  }
  await f.as('bob').attestation.upsert_tcb_signer(ca.certificateOf('signer', rolled))
  const ownCa = {
    publicKey: next.keys.platform.publicKey,
    serial: next.keys.platform.publicKey.slice(0, 20),
  }
  await f.as('bob').attestation.upsert_pck_ca(ca.certificateOf('platform', ownCa))
  t.true(await isValid())
  await refused(t, 'ERR_WORKER_PASSES', f.as('bob').attestation.invalidate(alice))
  const both = await shown(f)
  t.is(both.tcb_signers.length, 2)
  t.is(both.platform_cas.length, 2)
  // Both keys sign documents and lists, each list beside the other.
  await f.upload([
    { method: 'upsert_tcb_info', bytes: next.tcbInfo({ evaluation: 18 }) },
    { method: 'upsert_tcb_info', bytes: ca.tcbInfo({ issuedS: startS }) },
    { method: 'upsert_pck_crl', bytes: next.pckCrl('platform') },
  ])
  t.true((await shown(f)).platform_cas.every(({ crl }) => crl !== null))
  // A machine of the new CA registers too.
  const evidence = await f.evidence('bob', { machine: next.machine('one') })
  t.true(answer(await attempt(f.as('bob').attestation.register(evidence))).ok)
  t.true(await isValid())
  // Four certificates of a role at most; one that has ended makes room.
  for (const seed of ['a', 'b', 'c']) {
    const { publicKey } = createTestCa(seed, startS).keys.signer
    const serial = publicKey.slice(0, 20)
    const short = { publicKey, serial, notAfterS: startS + 40 * day }
    const calling = f.as('bob').attestation.upsert_tcb_signer(ca.certificateOf('signer', short))
    await refused(t, seed === 'c' ? 'ERR_COLLATERAL_FULL' : '', calling)
  }
  f.wait(41 * day)
  const { publicKey } = createTestCa('c', startS).keys.signer
  const last = { publicKey, serial: publicKey.slice(0, 20) }
  await refused(t, '', f.as('bob').attestation.upsert_tcb_signer(ca.certificateOf('signer', last)))
  t.is((await shown(f)).tcb_signers.length, 3)
})

test('a document or list by a signer whose certificate has ended is no longer used', async (t) => {
  const f = await attestationFixture()
  const { publicKey } = f.ca.keys.signer
  const endS = startS + 10 * day
  const ending = { publicKey, notBeforeS: startS - day, notAfterS: endS }
  await f.upload([{ method: 'upsert_tcb_signer', bytes: f.ca.certificateOf('signer', ending) }])
  const found = answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice'))))
  t.true(found.ok)
  f.wait(endS - Number(f.nowNs() / 1_000_000_000n) - 700)
  await f.tick()
  const late = answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob'))))
  // Nothing lives longer than the certificate of who signed its documents.
  t.is(late.expires_at_ns, `${endS}000000000`)
  f.wait(1_000)
  await f.tick()
  const expired = await f.evidence('carol')
  const { code, detail } = answer(await attempt(f.as('carol').attestation.register(expired)))
  t.is(code, 'COLLATERAL_EXPIRED')
  t.regex(detail ?? '', /TCB signing certificate/)
  await refused(
    t,
    'ERR_COLLATERAL_DATES',
    f.as('bob').attestation.upsert_tcb_info(f.ca.tcbInfo({ issuedS: startS + 1 })),
  )
})

test('long lists: 96, 97, 401 and 4,096 entries are taken and looked up, 4,097 are not', async (t) => {
  const f = await attestationFixture()
  const listed = f.ca.machine('listed')
  const gas = 300_000_000_000_000n
  let at = startS
  for (const count of [95, 96, 97, 401, 4_096, 4_097, 3]) {
    const serials = Array.from({ length: count }, (_, i): Uint8Array => {
      const serial: Uint8Array = new Uint8Array(20).fill(0x55)
      serial.set([0x71, i >> 8, i & 255])
      serial[19] = (i * 7) & 255
      return serial
    })
    if (count < 4_097) serials[count - 1] = listed.serial
    const bytes = f.ca.pckCrl('platform', { thisUpdateS: at++, serials })
    const done = await f.devnet.call(f.account('uploader'), registryId, 'upsert_pck_crl', bytes, {
      gas,
    })
    t.is(codeOf(done), count > 4_096 ? 'ERR_COLLATERAL_MALFORMED' : undefined, `${count}`)
    t.log(count, 'entries', done.totalGasBurnt / 10n ** 9n, 'Ggas')
    await f.tick()
    const refusedOne = await attempt(
      f.as('alice').attestation.register(await f.evidence('alice', { machine: listed })),
    )
    t.is(answer(refusedOne).code, 'PCK_REVOKED', `${count}`)
    t.log('register', refusedOne.totalGasBurnt / 10n ** 9n, 'Ggas')
    const good = answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob'))))
    t.true(good.ok, `${count} ${JSON.stringify(good)}`)
  }
  await requireExactBooks(t, f.devnet, registryId)
})

test('ended collateral is removed by who paid for it, and by nobody else, and not before', async (t) => {
  const f = await attestationFixture()
  const { uploader, bob } = {
    uploader: f.as('uploader').attestation,
    bob: f.as('bob').attestation,
  }
  const view = await shown(f)
  const [ca] = view.platform_cas
  const [signer] = view.tcb_signers
  const kinds: readonly (readonly [number, Record<string, unknown>])[] = [
    [29 * day, { kind: 'tcb_info', fmspc, evaluation_number: 17 }],
    [29 * day, { kind: 'qe_identity', evaluation_number: 17 }],
    [29 * day, { kind: 'tcb_numbers' }],
    [29 * day, { kind: 'pck_crl', key_hash: ca?.key_hash }],
    [29 * day, { kind: 'root_crl' }],
    [6 * 31_536_000, { kind: 'platform_ca', key_hash: ca?.key_hash }],
    [6 * 31_536_000, { kind: 'tcb_signer', key_hash: signer?.key_hash }],
  ]
  const unknown = { kind: 'tcb_info', fmspc, evaluation_number: 99 }
  await refused(t, 'ERR_COLLATERAL_UNKNOWN', uploader.remove_collateral(unknown))
  for (const [afterS, args] of kinds) {
    await refused(t, 'ERR_COLLATERAL_PAYER', bob.remove_collateral(args))
    const leftS = startS + afterS - Number(f.nowNs() / 1_000_000_000n)
    if (leftS > 2) f.wait(leftS - 2)
    if (leftS > 0) await refused(t, 'ERR_COLLATERAL_LIVE', uploader.remove_collateral(args))
    f.wait(3)
    await refused(t, '', uploader.remove_collateral(args))
    await refused(t, 'ERR_COLLATERAL_UNKNOWN', uploader.remove_collateral(args))
  }
  // All of its storage is free again.
  await refused(
    t,
    '',
    f.devnet.call(
      f.account('uploader'),
      registryId,
      'storage_unregister',
      {},
      { depositYocto: 1n },
    ),
  )
})

test('one second outside its window a document does not count', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  const endS = startS - day + 30 * day
  f.wait(endS - Number(f.nowNs() / 1_000_000_000n) - 20)
  await f.tick()
  const expired = answer(
    await attempt(f.as('alice').attestation.register(await f.evidence('alice'))),
  )
  t.is(expired.code, 'COLLATERAL_EXPIRED')
  // At its very end it still holds, but nothing registered with it lives on.
  const g = await attestationFixture({ seed: 'edge' })
  const soonS = Number(g.nowNs() / 1_000_000_000n) + 30
  const short = g.ca.tcbInfo({ issuedS: startS, nextS: soonS })
  await g.upload([{ method: 'upsert_tcb_info', bytes: short }])
  const found = answer(await attempt(g.as('alice').attestation.register(await g.evidence('alice'))))
  t.true(found.ok, JSON.stringify(found))
  t.is(found.expires_at_ns, `${soonS}000000000`)
  t.truthy(ca)
})

test('a root CRL removes what it lists at once, and keeps it out', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  const serial = ca.keys.signer.publicKey.slice(0, 20)
  const listing = ca.rootCrl({ thisUpdateS: startS, serials: [new Uint8Array(20).fill(1), serial] })
  const done = await attempt(f.as('uploader').attestation.upsert_root_crl(listing))
  t.deepEqual((answer(done) as unknown as { readonly removed: readonly string[] }).removed, [
    'signer',
  ])
  t.is((await shown(f)).tcb_signers.length, 0)
  t.false(await f.view('is_valid', { worker_id: 'alice.hub.near', policy_id: 'inference' }))
  const again = ca.certificateOf('signer', { notBeforeS: startS })
  await refused(t, 'ERR_COLLATERAL_REVOKED', f.as('uploader').attestation.upsert_tcb_signer(again))
  const platform = ca.keys.platform.publicKey.slice(0, 20)
  const both = ca.rootCrl({ thisUpdateS: startS + 1, number: 2, serials: [serial, platform] })
  await f.upload([{ method: 'upsert_root_crl', bytes: both }])
  t.is((await shown(f)).platform_cas.length, 0)
  t.is(
    answer(await attempt(f.as('bob').attestation.register(await f.evidence('bob')))).code,
    'COLLATERAL_MISSING',
  )
})

test('a renewed signer with the same key and serial replaces the dates', async (t) => {
  const f = await attestationFixture()
  const renewed = f.ca.certificateOf('signer', {
    notBeforeS: startS - 5,
    notAfterS: startS + 9_999_999,
  })
  await f.upload([{ method: 'upsert_tcb_signer', bytes: renewed }])
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  // The one before, still in date, cannot come back.
  const older = f.ca.certificateOf('signer')
  await refused(t, 'ERR_COLLATERAL_STALE', f.as('uploader').attestation.upsert_tcb_signer(older))
})

test('the uploader pays; whoever replaces gives the bytes back', async (t) => {
  const f = await attestationFixture()
  const balance = async (name: string): Promise<bigint> =>
    BigInt(
      (
        (await f.view('storage_balance_of', { account_id: `${name}.hub.near` })) as {
          readonly available: string
        }
      ).available,
    )
  const [uploader, bob] = [await balance('uploader'), await balance('bob')]
  const same = f.ca.pckCrl('platform', { thisUpdateS: startS })
  t.true((await attempt(f.as('bob').attestation.upsert_pck_crl(same))).ok)
  const [uploaderAfter, bobAfter] = [await balance('uploader'), await balance('bob')]
  t.true(uploaderAfter > uploader)
  // Bob's name is shorter than the uploader's.
  t.is(bob - bobAfter, uploaderAfter - uploader - 5n * 10n ** 19n)
  const poor = await f.devnet.createAccount('poor.hub.near', 10n ** 25n)
  const unpaid = await f.devnet.call(
    poor,
    'attestation.hub.near',
    'upsert_pck_crl',
    f.ca.pckCrl('platform', { thisUpdateS: startS + 1 }),
  )
  t.is(codeOf(unpaid), 'ERR_NOT_REGISTERED')
})
