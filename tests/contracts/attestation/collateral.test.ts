import { concatBytes } from '@noble/hashes/utils.js'
import { signedMember, type UploadMethod } from '@research-hub/sdk/attestation'
import { createTestCa, qeIdentityText, signDocument } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import { answer, attestationFixture, recordsOf, startS } from '../../support/attestation-fixture.js'
import { attempt, codeOf } from '../../support/calls.js'
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
    ['ERR_COLLATERAL_ROLLBACK', 'upsert_tcb_info', ca.tcbInfo({ issuedS: startS, evaluation: 16 })],
    [
      'ERR_COLLATERAL_ROLLBACK',
      'upsert_qe_identity',
      ca.qeIdentity({ issuedS: startS, evaluation: 16 }),
    ],
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

test('INV-405 collateral moves forward only; a document stays until its own end', async (t) => {
  const f = await attestationFixture()
  const { ca } = f
  const view = async () =>
    (await f.view('collateral', { fmspc })) as Record<
      string,
      { readonly evaluation_number: number; readonly valid_from_s: number } | null
    >
  await f.upload([
    { method: 'upsert_tcb_info', bytes: ca.tcbInfo({ issuedS: startS, evaluation: 18 }) },
  ])
  let now = await view()
  t.is(now.tcb_info?.evaluation_number, 18)
  t.is(now.previous_tcb_info?.evaluation_number, 17)
  // A newer issue of the same number leaves the lower number where it is.
  await f.upload([
    { method: 'upsert_tcb_info', bytes: ca.tcbInfo({ issuedS: startS + 1, evaluation: 18 }) },
  ])
  now = await view()
  t.is(now.tcb_info?.valid_from_s, startS + 1)
  t.is(now.previous_tcb_info?.evaluation_number, 17)
  for (const [issuedS, evaluation] of [
    [startS + 1, 19],
    [startS, 19],
    [startS + 2, 17],
  ] as const) {
    const late = await attempt(
      f.as('uploader').attestation.upsert_tcb_info(ca.tcbInfo({ issuedS, evaluation })),
    )
    t.regex(codeOf(late) ?? '', /STALE|ROLLBACK/)
  }
  // Beyond its end the previous one goes with the next upload.
  f.wait(29 * day)
  const late = startS + 29 * day
  await f.upload([
    {
      method: 'upsert_tcb_info',
      bytes: ca.tcbInfo({ issuedS: late, nextS: late + 30 * day, evaluation: 18 }),
    },
  ])
  now = await view()
  t.is(now.previous_tcb_info, null)
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
  t.is(((await f.view('collateral', { fmspc })) as Record<string, unknown>).tcb_signer, null)
  t.false(await f.view('is_valid', { worker_id: 'alice.hub.near', policy_id: 'inference' }))
  const again = ca.certificateOf('signer', { notBeforeS: startS })
  await refused(t, 'ERR_COLLATERAL_REVOKED', f.as('uploader').attestation.upsert_tcb_signer(again))
  const platform = ca.keys.platform.publicKey.slice(0, 20)
  const both = ca.rootCrl({ thisUpdateS: startS + 1, number: 2, serials: [serial, platform] })
  await f.upload([{ method: 'upsert_root_crl', bytes: both }])
  t.is(((await f.view('collateral', { fmspc })) as Record<string, unknown>).platform_ca, null)
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
