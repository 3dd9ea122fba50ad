import test from 'ava'
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
    letters: 'hhhh4444444',
    fields: [['key', 2], 'keyHash', 'subjectHash', ['serial', 5], 'notBeforeS', 'notAfterS'],
  },
  { record: 'windowRecord', file: 'chain', letters: '44', fields: ['thisUpdateS', 'nextUpdateS'] },
  {
    record: 'configRecord',
    file: 'config',
    letters: '1hh4s',
    fields: ['version', ['rootKey', 2], 'timelockS', 'chainId'],
  },
  {
    record: 'crlHeadRecord',
    file: 'crls',
    letters: 'h448',
    fields: ['issuerKeyHash', 'thisUpdateS', 'nextUpdateS', 'number'],
  },
  {
    record: 'documentHeadRecord',
    file: 'documents',
    letters: 'hh8',
    fields: ['sha256', 'signerKeyHash', 'firstSeenNs'],
  },
  { record: 'denialRecord', file: 'machines', letters: '8s', fields: ['deniedAtNs', 'reason'] },
  {
    record: 'measurementRecord',
    file: 'measurements',
    letters: '88s',
    fields: ['activeAtNs', 'endsAtNs', 'source'],
  },
  {
    record: 'policyHeadRecord',
    file: 'policies',
    letters: '8882',
    fields: ['rulesAtNs', 'nextAtNs', 'retiredAtNs', 'rulesLength'],
  },
  {
    record: 'spanRecord',
    file: 'spans',
    letters: '88hs',
    fields: ['fromNs', 'untilNs', 'quoteHash', 'policyId'],
  },
  { record: 'endRecord', file: 'spans', letters: '8h', fields: ['untilNs', 'quoteHash'] },
  {
    record: 'workerRecord',
    file: 'workers',
    letters: 'hhh188848ss88hsh',
    fields: [
      ['keys', 3],
      'status',
      'beaconNumber',
      'attestedAtNs',
      'expiresAtNs',
      'place',
      'endedAtNs',
      'policyId',
      'endReason',
      ['spans', 5],
    ],
  },
]

test('every record of attestation has the bytes that it always had', async (t) => {
  await recordsKeepTheirLayouts(t, 'attestation', layouts)
})
