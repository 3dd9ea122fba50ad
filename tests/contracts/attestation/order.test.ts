/** Which rules tighten others: part by part, and against what workers of either fulfil. */
import { packRules } from '@research-hub/contracts/attestation/rules/pack-policy'
import {
  checkPlatform,
  checkServiceTd,
  checkTdBits,
} from '@research-hub/contracts/attestation/rules/policy'
import { isTighter } from '@research-hub/contracts/attestation/rules/policy-order'
import type { PackedRules } from '@research-hub/contracts/attestation/rules/policy-rules'
import { Rejection } from '@research-hub/contracts/attestation/rules/reject'
import test from 'ava'
import fc from 'fast-check'
import '../../support/attestation-natives.js'
import { policyRules } from '../../support/attestation-fixture.js'
import { fuzz } from '../../support/fuzz.js'

type Rules = Parameters<typeof packRules>[0]

const base: Rules = {
  ...policyRules,
  accepted_statuses: ['UpToDate', 'SWHardeningNeeded'],
  allowed_advisories: ['A', 'B'],
  min_tcb_date_s: '1000',
  tcb_grace_s: 100,
  min_evaluation_number: 10,
  fmspc_allow: ['010101010101', '020202020202'],
  fmspc_deny: ['030303030303'],
  machine_allow: ['01'.repeat(32), '02'.repeat(32)],
  machine_deny: ['03'.repeat(32)],
  service_tds: ['01'.repeat(48), '02'.repeat(48)],
  allow_migratable: true,
}

test('INV-416 each part by itself: what tightens it is at once, what loosens it waits', (t) => {
  const cases: readonly (readonly [Partial<Rules>, Partial<Rules>])[] = [
    [{ accepted_statuses: ['UpToDate'] }, { accepted_statuses: ['UpToDate', 'OutOfDate'] }],
    [{ allowed_advisories: ['A'] }, { allowed_advisories: ['A', 'C'] }],
    [{ allowed_advisories: [] }, { allowed_advisories: undefined }],
    [{ min_tcb_date_s: '1001' }, { min_tcb_date_s: '999' }],
    [{ tcb_grace_s: 99 }, { tcb_grace_s: 101 }],
    [{ min_evaluation_number: 11 }, { min_evaluation_number: 9 }],
    [{ tcb_set: 'early' }, { tcb_set: '17' }],
    [{ max_validity_s: 604_799 }, { max_validity_s: 604_801 }],
    [{ max_per_machine: 3 }, { max_per_machine: 5 }],
    [{ td_attributes_mask: '0100003100000000' }, { td_attributes_mask: '0100001000000000' }],
    [
      { xfam_mask: 'ff00000000000000' },
      { xfam_mask: '0100000000000000', xfam_value: '0100000000000000' },
    ],
    [{}, { xfam_value: '0100000000000000' }],
    [{ fmspc_allow: ['010101010101'] }, { fmspc_allow: ['010101010101', '040404040404'] }],
    [{ fmspc_allow: [] }, { fmspc_allow: undefined }],
    [{ fmspc_deny: ['030303030303', '040404040404'] }, { fmspc_deny: [] }],
    [{}, { fmspc_deny: undefined }],
    [{ machine_allow: ['01'.repeat(32)] }, { machine_allow: undefined }],
    [{ machine_deny: ['03'.repeat(32), '04'.repeat(32)] }, { machine_deny: ['04'.repeat(32)] }],
    [{ service_tds: ['01'.repeat(48)] }, { service_tds: ['03'.repeat(48)] }],
    [
      { service_tds: undefined },
      { service_tds: ['01'.repeat(48), '02'.repeat(48), '04'.repeat(48)] },
    ],
    [{ allow_migratable: false }, {}],
  ]
  const before = packRules(base)
  t.true(isTighter(before, before))
  for (const [tight, loose] of cases) {
    t.true(isTighter(packRules({ ...base, ...tight }), before), JSON.stringify(tight))
    if (Object.keys(loose).length === 0) continue
    t.false(isTighter(packRules({ ...base, ...loose }), before), JSON.stringify(loose))
    // A tightening elsewhere does not carry a loosening with it.
    const mixed = packRules({ ...base, ...loose, max_per_machine: 1, tcb_grace_s: 0, ...loose })
    t.false(isTighter(mixed, before), JSON.stringify(loose))
  }
  t.false(isTighter(before, packRules({ ...base, allow_migratable: false })))
  t.false(
    isTighter(
      packRules({ ...base, tcb_set: 'standard' }),
      packRules({ ...base, tcb_set: 'early' }),
    ),
  )
})

test('INV-416 whoever fulfils rules that count as tighter fulfils the ones before', (t) => {
  const hex = (bytes: number): fc.Arbitrary<string> =>
    fc.constantFrom('01', '02', '03').map((one) => one.repeat(bytes))
  const listed = (bytes: number): fc.Arbitrary<string[] | undefined> =>
    fc.option(fc.uniqueArray(hex(bytes), { maxLength: 3 }), { nil: undefined })
  const byte = fc.integer({ min: 0, max: 3 })
  const masked = fc.tuple(byte, byte).map(([mask, value]) => {
    const text = (one: number): string => one.toString(16).padStart(2, '0') + '00'.repeat(7)
    return [text(mask), text(value & mask)] as const
  })
  const rules = fc
    .record({
      fmspc_allow: listed(6),
      fmspc_deny: listed(6),
      machine_allow: listed(32),
      machine_deny: listed(32),
      service_tds: listed(48),
      td: masked,
      xfam: masked,
      allow_migratable: fc.boolean(),
    })
    .map(({ td, xfam, ...rest }) =>
      packRules({
        ...policyRules,
        ...rest,
        td_attributes_mask: td[0],
        td_attributes_value: td[1],
        xfam_mask: xfam[0],
        xfam_value: xfam[1],
      }),
    )
  const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
    hex(length).map((text) => new Uint8Array(Buffer.from(text, 'hex')))
  const bits = fc.tuple(byte, byte, fc.boolean()).map(([td, xfam, isMigratable]) => {
    const out = new Uint8Array(16)
    out.set([td, 0, 0, isMigratable ? 0x20 : 0])
    out[8] = xfam
    return out
  })
  const fulfils = (packed: PackedRules, [fmspc, machine, service, set]: Worker): boolean => {
    try {
      checkPlatform(packed, fmspc, machine)
      checkTdBits(packed, set)
      checkServiceTd(packed, service)
      return true
    } catch (error) {
      if (error instanceof Rejection) return false
      throw error
    }
  }
  type Worker = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  let tightenings = 0
  fuzz(
    t,
    fc.property(
      rules,
      rules,
      fc.array(fc.tuple(bytes(6), bytes(32), bytes(48), bits), { minLength: 8, maxLength: 8 }),
      (now, before, workers) => {
        if (!isTighter(now, before)) return
        tightenings++
        for (const worker of workers) if (fulfils(now, worker)) t.true(fulfils(before, worker))
      },
    ),
    20_000,
  )
  t.log(`${tightenings} tightenings`)
  t.true(tightenings > 50)
})
