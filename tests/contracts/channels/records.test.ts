import test from 'ava'
import { type Layout, recordsKeepTheirLayouts } from '../../support/record-layouts.js'

const layouts: readonly Layout[] = [
  {
    record: 'assetRecord',
    file: 'channel',
    letters: '84',
    fields: ['assetId', 'royaltyPpm'],
  },
  {
    record: 'channelRecord',
    file: 'channel',
    letters: '1112222488866666hhhsshh',
    version: 4,
    fields: [
      'version',
      'flags',
      'lanes',
      'token',
      'feeBps',
      'tipBps',
      'tipAfterBps',
      'graceS',
      'laneMask',
      'closeAtNs',
      'openHeight',
      'deposit',
      'settled',
      'lane0',
      'refunded',
      'refundSigned',
      'signerKey',
      'payeeKey',
      'termsHash',
      'payeeId',
      'payerId',
      ['extras', 2],
    ],
  },
  {
    record: 'configRecord',
    file: 'config',
    letters: '12ss',
    fields: ['version', 'feeBps', 'feeRecipientId', 'licensingId'],
  },
  {
    record: 'decreaseRecord',
    file: 'decrease',
    letters: '168',
    fields: ['version', 'limit', 'atNs'],
  },
  {
    record: 'payeeTermsRecord',
    file: 'payee-terms',
    letters: '184221h',
    fields: [
      'version',
      'revision',
      'maxRoyaltyPpm',
      'maxTipBps',
      'tipAfterBps',
      'keyCount',
      ['lists', 1],
    ],
  },
  {
    record: 'royaltyRecord',
    file: 'royalty',
    letters: '1468s8',
    fields: ['version', 'channels', 'amount', 'outboxId', 'sponsorId', 'sinceNs'],
  },
  {
    record: 'tombstoneRecord',
    file: 'tombstone',
    letters: '1s8',
    fields: ['version', 'payerId', 'openHeight'],
  },
]

test('records keep the bytes of the layouts they were first written with', async (t) => {
  await recordsKeepTheirLayouts(t, 'channels', layouts)
})
