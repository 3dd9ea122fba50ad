import test from 'ava'
import { type Layout, recordsKeepTheirLayouts } from '../../support/record-layouts.js'

const layouts: readonly Layout[] = [
  {
    record: 'accountRecord',
    file: 'account',
    version: 2,
    letters: '16864',
    fields: ['version', 'storageYocto', 'usedBytes', 'creditYocto', 'pending'],
  },
  {
    record: 'governanceRecord',
    file: 'governance',
    letters: '1sss4',
    fields: ['version', 'ownerId', 'pendingOwnerId', 'guardianId', 'pausedMask'],
  },
  {
    record: 'upgradeRecord',
    file: 'upgrade',
    letters: '1h8',
    fields: ['version', 'codeHash', 'atNs'],
  },
  { record: 'countRecord', file: 'outbox', letters: '8', fields: ['lastId'] },
  {
    record: 'outboxRecord',
    file: 'outbox',
    version: 2,
    letters: '2112688sssshhhh',
    fields: [
      'headLength',
      'version',
      'isFailed',
      'token',
      'amount',
      'sentAtHeight',
      'sentAtNs',
      'targetId',
      'method',
      'payerId',
      'fallbackId',
      ['args', 4],
    ],
  },
  {
    record: 'creditRecord',
    file: 'token-credit',
    version: 2,
    letters: '164',
    fields: ['version', 'amount', 'pending'],
  },
  { record: 'indexRecord', file: 'tokens', letters: '28', fields: ['index', 'fromNs'] },
  { record: 'idRecord', file: 'tokens', letters: 's', fields: ['tokenId'] },
  {
    record: 'totalsRecord',
    file: 'totals',
    letters: '6666686',
    fields: ['locked', 'credits', 'inFlight', 'outbox', 'storage', 'usedBytes', 'book'],
  },
]

test('records that all contracts have keep their bytes', async (t) => {
  await recordsKeepTheirLayouts(t, 'common', layouts)
})
