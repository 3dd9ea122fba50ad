/** What a byte or a flag of certificates, enclave reports and documents may not be. */
import { readElement } from '@research-hub/contracts/attestation/rules/der'
import { Malformed } from '@research-hub/contracts/attestation/rules/reject'
import { sgxExtension } from '@research-hub/sdk/attestation/testing'
import test from 'ava'
import '../../support/attestation-natives.js'
import {
  type AttestationFixture,
  answer,
  attestationFixture,
  type EvidenceChange,
  startS,
} from '../../support/attestation-fixture.js'
import { attempt } from '../../support/calls.js'

const codeOf = async (f: AttestationFixture, change: EvidenceChange): Promise<unknown> =>
  answer(await attempt(f.as('alice').attestation.register(await f.evidence('alice', change)))).code

test('a PCK certificate that may sign others is none, whatever its name', async (t) => {
  const f = await attestationFixture()
  const machine = f.ca.machine('ca', { certificate: { isCa: true } })
  t.is(await codeOf(f, { machine }), 'PCK_ROLE')
})

test('an unknown critical extension is refused, one that is not critical is passed over', async (t) => {
  const f = await attestationFixture()
  const unknown = (isCritical: boolean): Uint8Array => {
    const flag = isCritical ? [0x01, 0x01, 0xff] : []
    return Uint8Array.of(0x30, 9 + flag.length, 6, 3, 0x55, 0x1d, 0x63, ...flag, 4, 2, 5, 0)
  }
  const machine = (isCritical: boolean) => {
    const known = sgxExtension(f.machine.platform)
    const extensions = [known, unknown(isCritical)]
    return f.ca.machine('one', { ...f.machine.platform, certificate: { extensions } })
  }
  t.is(await codeOf(f, { machine: machine(true) }), 'PCK_MALFORMED')
  t.is(await codeOf(f, { machine: machine(false) }), undefined)
})

test('the second half of the QE report’s data must be zero, also where the PCK key has signed it', async (t) => {
  const f = await attestationFixture()
  const reportAt = 632 + 4 + 134
  for (const byte of [352, 383]) {
    const bend = (quote: Uint8Array): Uint8Array => {
      const bent = quote.slice()
      bent[reportAt + byte] = 1
      const report = bent.slice(reportAt, reportAt + 384)
      bent.set(f.machine.pckKey.sign(report), reportAt + 384)
      return bent
    }
    t.is(await codeOf(f, { bend }), 'QE_REPORT_DATA', `${byte}`)
  }
  // Signed anew without a change it passes: the refusals above are of the data.
  const resign = (quote: Uint8Array): Uint8Array => {
    const bent = quote.slice()
    bent.set(f.machine.pckKey.sign(bent.slice(reportAt, reportAt + 384)), reportAt + 384)
    return bent
  }
  t.is(await codeOf(f, { bend: resign }), undefined)
})

test('the evaluation number of an appraisal is the lower one of TCB info and QE identity', async (t) => {
  const f = await attestationFixture()
  const shown = async (): Promise<unknown> =>
    (
      (await f.view('check_quote', await f.evidence('alice', { policyId: 'none' }))) as {
        readonly evaluation_number: number
      }
    ).evaluation_number
  t.is(await shown(), 17)
  await f.upload([{ method: 'upsert_tcb_info', bytes: f.ca.tcbInfo({ evaluation: 18 }) }])
  t.is(await shown(), 17)
  await f.upload([{ method: 'upsert_qe_identity', bytes: f.ca.qeIdentity({ evaluation: 20 }) }])
  t.is(await shown(), 18)
  // A policy's number is of both: the identity of its own number is asked for.
  await f.upload([
    {
      method: 'upsert_qe_identity',
      bytes: f.ca.qeIdentity({
        issuedS: startS,
        levels: [{ isvSvn: 9, dateS: startS, status: 'UpToDate' }],
      }),
    },
  ])
  t.is(await codeOf(f, {}), 'QE_NOT_SUPPORTED')
})

test('DER lengths are minimal, whatever the number of their octets', (t) => {
  const read = (...head: readonly number[]): unknown => {
    const bytes = new Uint8Array(70_000)
    bytes.set([0x30, ...head])
    try {
      return readElement(bytes, 0, bytes.length).to
    } catch (error) {
      if (error instanceof Malformed) return 'malformed'
      throw error
    }
  }
  t.is(read(0x7f), 2 + 0x7f)
  t.is(read(0x81, 0x7f), 'malformed')
  t.is(read(0x81, 0x80), 3 + 0x80)
  t.is(read(0x81, 0xff), 3 + 0xff)
  t.is(read(0x82, 0x00, 0xff), 'malformed')
  t.is(read(0x82, 0x01, 0x00), 4 + 0x100)
  t.is(read(0x82, 0xff, 0xff), 4 + 0xffff)
  t.is(read(0x83, 0x00, 0xff, 0xff), 'malformed')
  t.is(read(0x83, 0x01, 0x00, 0x00), 5 + 0x1_0000)
  t.is(read(0x80), 'malformed')
  t.is(read(0x84, 0, 0, 0, 1), 'malformed')
})
