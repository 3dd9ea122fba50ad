import test from 'ava'
import { type Layout, recordsKeepTheirLayouts } from '../../support/record-layouts.js'

const layouts: readonly Layout[] = [
  {
    record: 'accountRecord',
    file: 'account',
    letters: '1686',
    fields: ['version', 'storageYocto', 'usedBytes', 'creditYocto'],
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
    letters: '111268sshhhh',
    fields: [
      'headLength',
      'version',
      'isFailed',
      'token',
      'amount',
      'sentAtHeight',
      'targetId',
      'method',
      ['args', 4],
    ],
  },
  {
    record: 'creditRecord',
    file: 'token-credit',
    letters: '116',
    fields: ['version', 'isCharged', 'amount'],
  },
  { record: 'indexRecord', file: 'tokens', letters: '2', fields: ['index'] },
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
