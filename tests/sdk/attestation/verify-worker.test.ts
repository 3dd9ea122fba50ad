/** A client's one check of a worker: every part of it, left out or bent, refuses the whole. */
import {
  type CollateralBundle,
  reportData,
  verifyWorker,
  type WorkerExpectation,
} from '@research-hub/sdk/attestation'
import { createTestCa, type TestCa } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  keysOf,
  policyId,
  registryId,
  startS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'
import { refused } from '../../support/refused.js'

const workerId = 'alice.hub.near'
const nonce = new Uint8Array(32).fill(7)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

function bundleOf(ca: TestCa, change: Partial<CollateralBundle> = {}): CollateralBundle {
  const [info, identity] = [ca.tcbInfo(), ca.qeIdentity()]
  const text = (bytes: Uint8Array): string => Buffer.from(bytes.slice(64)).toString()
  return {
    pck_crl_issuer_chain: pem(ca.certificateOf('platform')),
    root_ca_crl: hex(ca.rootCrl()),
    pck_crl: hex(ca.pckCrl('platform')),
    tcb_info_issuer_chain: pem(ca.certificateOf('signer')),
    tcb_info: text(info),
    tcb_info_signature: hex(info.slice(0, 64)),
    qe_identity: text(identity),
    qe_identity_signature: hex(identity.slice(0, 64)),
    ...change,
  }
}

const client = (f: AttestationFixture) => ({
  contracts: { channels: '', competition: '', ladder: '', licensing: '', attestation: registryId },
  view: (_contract: string, method: string, args: unknown) => f.view(method, args),
})

test('INV-419 verifyWorker answers the keys when everything holds, and refuses on each part that does not', async (t) => {
  const f = await attestationFixture()
  t.true(answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice')))).ok)
  const keys = keysOf('alice')
  const binding = { chainId: 'attestation', registryId, workerId, policyId, ...keys }
  const quoteOf = (
    td: Partial<Parameters<TestCa['quote']>[1]> = {},
    machine = f.machine,
  ): Uint8Array => f.ca.quote(machine, { reportData: reportData(binding, nonce), ...td })
  const good: WorkerExpectation = {
    workerId,
    policyId,
    nonce,
    quote: quoteOf(),
    collateral: bundleOf(f.ca),
    nowNs: f.nowNs(),
    minRemainingNs: 1_000_000_000n,
    rootKey: f.ca.rootKey,
  }
  const found = await verifyWorker(client(f), good)
  t.deepEqual(found.encryptionKey, keys.encryptionKey)
  t.deepEqual(found.signingKey, keys.signingKey)
  t.is(found.status, 'UpToDate')
  const foreign = createTestCa('another vendor', startS)
  // The body and nothing that is signed, as a liar would make it.
  const unsigned = new Uint8Array(5_006)
  unsigned.set(good.quote.slice(0, 632))
  const flipped = (at: number): Uint8Array => {
    const bent = good.quote.slice()
    bent[at] = (bent[at] ?? 0) ^ 1
    return bent
  }
  const withBundle = (change: Partial<CollateralBundle>): Partial<WorkerExpectation> => ({
    collateral: bundleOf(f.ca, change),
  })
  const cases: Readonly<Record<string, Partial<WorkerExpectation>>> = {
    'no signature at all': { quote: unsigned },
    'a flipped quote signature': { quote: flipped(636) },
    'a flipped body': { quote: flipped(200) },
    DEBUG: { quote: quoteOf({ tdAttributes: Uint8Array.of(1, 0, 0, 0x10, 0, 0, 0, 0) }) },
    MIGRATABLE: { quote: quoteOf({ tdAttributes: Uint8Array.of(0, 0, 0, 0x30, 0, 0, 0, 0) }) },
    'an old module': {
      quote: quoteOf({ teeTcbSvn: Uint8Array.from([4, 1, 3, ...new Array<number>(13).fill(0)]) }),
    },
    'another machine': { quote: quoteOf({}, f.ca.machine('two')) },
    'another vendor’s machine': { quote: quoteOf({}, foreign.machine('one')) },
    'another software': { quote: quoteOf({ mrtd: new Uint8Array(48).fill(9) }) },
    'another nonce': { nonce: new Uint8Array(32) },
    'another root than the vendor’s': { rootKey: foreign.rootKey },
    'Intel’s root unless told': {},
    'too short a life': { minRemainingNs: 10n ** 18n },
    'later than the collateral': { nowNs: f.nowNs() + 10n ** 18n, minRemainingNs: -(10n ** 19n) },
    'no measurement that is expected': { measurementIds: [] },
    'another policy': { policyId: 'other' },
    'an unknown worker': { workerId: 'bob.hub.near' },
    'a root CRL of another': withBundle({ root_ca_crl: hex(foreign.rootCrl()) }),
    'a PCK CRL of another': withBundle({ pck_crl: hex(foreign.pckCrl('platform')) }),
    'a PCK CRL that lists it': withBundle({
      pck_crl: hex(f.ca.pckCrl('platform', { serials: [f.machine.serial] })),
    }),
    'a root CRL that lists the CA': withBundle({
      root_ca_crl: hex(f.ca.rootCrl({ serials: [f.ca.keys.platform.publicKey.slice(0, 20)] })),
    }),
    'a PCK certificate as TCB signer': withBundle({
      tcb_info_issuer_chain: pem(f.machine.pckLeaf),
    }),
    'TCB info written anew': withBundle({
      tcb_info: `${bundleOf(f.ca).tcb_info} `,
    }),
    'an older set than the policy’s': {
      collateral: bundleOfSet(f.ca, 16),
    },
  }
  for (const [name, change] of Object.entries(cases)) {
    const { rootKey: _, ...withoutRoot } = good
    const asked = name.startsWith('Intel') ? withoutRoot : { ...good, ...change }
    await refused(t, 'SDK_WORKER_REFUSED', verifyWorker(client(f), asked), name)
  }
  // The registry's own word counts too: a worker that is revoked is refused, whatever its quote.
  await f.as('guardian').attestation.revoke({ worker_id: workerId, reason: 'x' })
  await refused(t, 'SDK_WORKER_REFUSED', verifyWorker(client(f), good))
})

function bundleOfSet(ca: TestCa, evaluation: number): CollateralBundle {
  const [info, identity] = [ca.tcbInfo({ evaluation }), ca.qeIdentity({ evaluation })]
  return bundleOf(ca, {
    tcb_info: Buffer.from(info.slice(64)).toString(),
    tcb_info_signature: hex(info.slice(0, 64)),
    qe_identity: Buffer.from(identity.slice(64)).toString(),
    qe_identity_signature: hex(identity.slice(0, 64)),
  })
}
