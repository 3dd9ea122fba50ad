import {
  packQeIdentity,
  packTcbInfo,
} from '@research-hub/contracts/attestation/rules/pack-documents'
import { packRules, unpackRules } from '@research-hub/contracts/attestation/rules/pack-policy'
import type { QeIdentity } from '@research-hub/contracts/attestation/rules/qe-identity'
import { type Level, statuses } from '@research-hub/contracts/attestation/rules/status'
import type { ModuleLook, TcbInfo } from '@research-hub/contracts/attestation/rules/tcb-info'
import { pckFacts } from '@research-hub/contracts/attestation/state/facts'
import test from 'ava'
import fc from 'fast-check'
import '../../support/attestation-natives.js'
import { fuzz } from '../../support/fuzz.js'
import { type Layout, recordsKeepTheirLayouts } from '../../support/record-layouts.js'

const layouts: readonly Layout[] = [
  {
    record: 'beaconRecord',
    file: 'beacons',
    letters: '8h8',
    fields: ['number', 'value', 'madeAtNs'],
  },
  { record: 'heightRecord', file: 'beacons', letters: '8', fields: ['height'] },
  {
    record: 'certificateRecord',
    file: 'chain',
    letters: 'h44hhh44444',
    fields: ['keyHash', 'notBeforeS', 'notAfterS', ['key', 2], 'subjectHash', ['serial', 5]],
  },
  { record: 'windowRecord', file: 'chain', letters: '44', fields: ['thisUpdateS', 'nextUpdateS'] },
  {
    record: 'configRecord',
    file: 'config',
    letters: '1hh41s',
    fields: ['version', ['rootKey', 2], 'timelockS', 'isTestRoot', 'chainId'],
  },
  {
    record: 'crlHeadRecord',
    file: 'crls',
    letters: '14481',
    fields: ['version', 'thisUpdateS', 'nextUpdateS', 'number', 'parts'],
  },
  {
    record: 'documentHeadRecord',
    file: 'documents',
    letters: '1hh8',
    fields: ['version', 'sha256', 'signerKeyHash', 'firstSeenNs'],
  },
  {
    record: 'numbersHeadRecord',
    file: 'numbers',
    letters: 'h44',
    fields: ['signerKeyHash', 'thisUpdateS', 'nextUpdateS'],
  },
  {
    record: 'numberRecord',
    file: 'numbers',
    letters: '444',
    fields: ['number', 'eventS', 'seenS'],
  },
  { record: 'intervalRecord', file: 'intervals', letters: '88', fields: ['fromNs', 'untilNs'] },
  {
    record: 'denialRecord',
    file: 'machines',
    letters: '18sh',
    fields: ['version', 'deniedAtNs', 'reason', 'past'],
  },
  {
    record: 'measurementRecord',
    file: 'measurements',
    letters: '188sh',
    fields: ['version', 'activeAtNs', 'endsAtNs', 'source', 'past'],
  },
  {
    record: 'policyHeadRecord',
    file: 'policies',
    letters: '148882',
    fields: ['version', 'revision', 'rulesAtNs', 'nextAtNs', 'retiredAtNs', 'rulesLength'],
  },
  {
    record: 'pastRulesRecord',
    file: 'policies',
    letters: '188hh',
    fields: ['version', 'fromNs', 'untilNs', ['rules', 2]],
  },
  {
    record: 'spanRecord',
    file: 'spans',
    letters: '188hh144shh',
    fields: [
      'version',
      'fromNs',
      'untilNs',
      ['keys', 2],
      'slot',
      'revision',
      'evaluation',
      'policyId',
      ['facts', 2],
    ],
  },
  {
    record: 'workerRecord',
    file: 'workers',
    letters: '1hhh118884888444hhssh',
    fields: [
      'version',
      ['keys', 3],
      'status',
      'slot',
      'beaconNumber',
      'attestedAtNs',
      'expiresAtNs',
      'place',
      'endedAtNs',
      'cutNs',
      'spanFromNs',
      'spans',
      'revision',
      'evaluation',
      ['distrust', 2],
      'policyId',
      'endReason',
      'room',
    ],
  },
]

test('every record of attestation has the bytes that it always had', async (t) => {
  await recordsKeepTheirLayouts(t, 'attestation', layouts)
})

const le = (value: number | bigint, length: number): string =>
  Buffer.from(
    BigInt(value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  )
    .reverse()
    .toString('hex')
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const numberOf = (length: number) => fc.integer({ min: 0, max: 2 ** (8 * length) - 1 })
const level = {
  status: fc.constantFrom(...statuses),
  dateS: numberOf(4),
  advisories: fc.uniqueArray(fc.constantFrom('INTEL-SA-1', 'INTEL-SA-22', 'INTEL-SA-333')),
}
const svnLevels = fc.array(fc.record({ ...level, isvSvn: numberOf(2) }), { maxLength: 3 })
const look = { mrSigner: bytesOf(48), attributes: bytesOf(8), attributesMask: bytesOf(8) }
const head = {
  tee: fc.constant('TDX' as const),
  issuedS: numberOf(4),
  nextS: numberOf(4),
  evaluation: numberOf(4),
}

/** Ids in the order in which they first occur; a level's list is where the ones before it end. */
function advisories(fixedLength: number) {
  const ids: string[] = []
  let lists = ''
  return {
    standing: ({ status, dateS, advisories: own }: Level): string => {
      const at = fixedLength + lists.length / 2
      for (const id of own) {
        if (!ids.includes(id)) ids.push(id)
        lists += le(ids.indexOf(id), 1)
      }
      return le(dateS, 4) + le(statuses.indexOf(status), 1) + le(at, 2) + le(own.length, 1)
    },
    textAt: (): number => fixedLength + lists.length / 2,
    tail: (): string => lists + Buffer.from(ids.join(',')).toString('hex'),
  }
}

const headHex = (document: Omit<TcbInfo, 'tee' | 'levels'> | QeIdentity, textAt: number): string =>
  [document.issuedS, document.nextS, document.evaluation].map((n) => le(n, 4)).join('') +
  le(1, 1) +
  le(textAt, 2)
const lookHex = (found: ModuleLook): string =>
  hex(found.mrSigner) + hex(found.attributes) + hex(found.attributesMask)

test('TCB info is packed as it always was', (t) => {
  const info = fc.record({
    ...head,
    fmspc: bytesOf(6),
    pceId: bytesOf(2),
    firstModule: fc.record(look),
    modules: fc.array(fc.record({ ...look, major: numberOf(1), levels: svnLevels }), {
      maxLength: 3,
    }),
    levels: fc.array(
      fc.record({ ...level, sgxSvns: bytesOf(16), tdxSvns: bytesOf(16), pceSvn: numberOf(2) }),
      { maxLength: 4 },
    ),
  })
  fuzz(
    t,
    fc.property(info, (found) => {
      let svnLevelsAt = 89 + 42 * found.levels.length + 68 * found.modules.length
      const count = found.modules.reduce((sum, { levels }) => sum + levels.length, 0)
      const { standing, textAt, tail } = advisories(svnLevelsAt + 10 * count)
      const levels = found.levels.map(
        (each) => hex(each.sgxSvns) + hex(each.tdxSvns) + le(each.pceSvn, 2) + standing(each),
      )
      const modules = found.modules.map((each) => {
        const at = svnLevelsAt
        svnLevelsAt += 10 * each.levels.length
        return le(each.major, 1) + le(each.levels.length, 1) + le(at, 2) + lookHex(each)
      })
      const own = found.modules.flatMap((each) =>
        each.levels.map((svn) => le(svn.isvSvn, 2) + standing(svn)),
      )
      const expected = [
        headHex(found, textAt()),
        hex(found.fmspc) + hex(found.pceId),
        le(found.levels.length, 1) + le(found.modules.length, 1),
        lookHex(found.firstModule),
        ...levels,
        ...modules,
        ...own,
        tail(),
      ]
      return hex(packTcbInfo(found)) === expected.join('')
    }),
  )
})

test('QE identity is packed as it always was', (t) => {
  const identity = fc.record({
    ...head,
    miscSelect: bytesOf(4),
    miscSelectMask: bytesOf(4),
    attributes: bytesOf(16),
    attributesMask: bytesOf(16),
    mrSigner: bytesOf(32),
    isvProdId: numberOf(2),
    levels: svnLevels,
  })
  fuzz(
    t,
    fc.property(identity, (found) => {
      const { standing, textAt, tail } = advisories(90 + 10 * found.levels.length)
      const levels = found.levels.map((svn) => le(svn.isvSvn, 2) + standing(svn))
      const { miscSelect, miscSelectMask, attributes, attributesMask, mrSigner } = found
      const fixed = [miscSelect, miscSelectMask, attributes, attributesMask, mrSigner].map(hex)
      const counts = le(found.isvProdId, 2) + le(levels.length, 1)
      const expected = [headHex(found, textAt()), ...fixed, counts, ...levels, tail()]
      return hex(packQeIdentity(found)) === expected.join('')
    }),
  )
})

test("a policy's rules are packed as they always were, and unpacked to what they were", (t) => {
  const hexes = (length: number) => fc.array(bytesOf(length).map(hex), { maxLength: 3 })
  const mask = bytesOf(8).map(hex)
  const given = fc.record(
    {
      allowed_advisories: fc.uniqueArray(fc.constantFrom('INTEL-SA-1', 'INTEL-SA-22')),
      fmspc_allow: hexes(6),
      fmspc_deny: hexes(6),
      machine_allow: hexes(32),
      machine_deny: hexes(32),
      service_tds: hexes(48),
    },
    { requiredKeys: [] },
  )
  const rules = fc.record({
    accepted_statuses: fc.subarray([...statuses]),
    min_tcb_date_s: fc.bigInt(0n, 2n ** 64n - 1n).map(String),
    tcb_grace_s: numberOf(4),
    min_evaluation_number: numberOf(4),
    td_attributes_mask: mask,
    td_attributes_value: mask,
    xfam_mask: mask,
    xfam_value: mask,
    tcb_set: fc.oneof(
      fc.constantFrom('standard', 'early'),
      fc.integer({ min: 0, max: 0x7fff_ffff }).map(String),
    ),
    max_validity_s: numberOf(4),
    max_per_machine: numberOf(1),
  })
  fuzz(
    t,
    fc.property(rules, given, (fixed, optional) => {
      const found = { ...fixed, ...optional }
      const { fmspc_allow, fmspc_deny, machine_allow, machine_deny, service_tds } = found
      const items = [fmspc_allow, fmspc_deny, machine_allow, machine_deny, service_tds]
      const lists = [...items, found.allowed_advisories]
      const set = ['standard', 'early'].indexOf(fixed.tcb_set)
      const expected = [
        le(
          fixed.accepted_statuses.reduce((bits, name) => bits + 2 ** statuses.indexOf(name), 0),
          2,
        ),
        le(
          lists.reduce((bits, list, i) => bits + (list === undefined ? 0 : 2 ** i), 0),
          1,
        ),
        le(BigInt(fixed.min_tcb_date_s), 8),
        le(fixed.tcb_grace_s, 4) + le(fixed.min_evaluation_number, 4),
        le(set < 0 ? Number(fixed.tcb_set) : 0xffff_fffe + set, 4),
        le(fixed.max_validity_s, 4) + le(fixed.max_per_machine, 1),
        fixed.td_attributes_mask + fixed.xfam_mask,
        fixed.td_attributes_value + fixed.xfam_value,
        ...items.map((list) => le(list?.length ?? 0, 1)),
        ...items.map((list) => (list ?? []).join('')),
        Buffer.from((found.allowed_advisories ?? []).join(',')).toString('hex'),
      ]
      const packed = packRules(found)
      t.deepEqual(unpackRules(packed), found)
      return hex(packed) === expected.join('')
    }),
  )
})

test("a certificate's facts lie where they always did", (t) => {
  const pck = fc.record({
    ca: fc.constantFrom('platform' as const, 'processor' as const),
    issuerKeyHash: bytesOf(32),
    leafHash: bytesOf(32),
    machineId: bytesOf(32),
    serial: bytesOf(20),
    fmspc: bytesOf(6),
    pceId: bytesOf(2),
    sgxSvns: bytesOf(16),
    pceSvn: numberOf(2),
    notAfterS: numberOf(4),
  })
  fuzz(
    t,
    fc.property(pck, (found) => {
      const { issuerKeyHash, leafHash, machineId, serial, fmspc, pceId, sgxSvns } = found
      const parts = [issuerKeyHash, leafHash, machineId, serial, fmspc, pceId, sgxSvns].map(hex)
      const flag = le(found.ca === 'processor' ? 1 : 0, 1)
      const numbers = le(found.pceSvn, 2) + le(found.notAfterS, 4)
      return hex(pckFacts(found)) === `${flag}${parts.join('')}${numbers}${'00'.repeat(194)}`
    }),
  )
})
