import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { type Layout, recordsKeepTheirLayouts } from '../../support/record-layouts.js'

const layouts: readonly Layout[] = [
  {
    record: 'accusationRecord',
    file: 'accusation',
    letters: '1h84s',
    fields: ['version', 'evidenceHash', 'endsAtNs', 'barredUntil', 'accuserId'],
  },
  {
    record: 'configRecord',
    file: 'config',
    letters: '1sss888881',
    fields: [
      'version',
      'competitionId',
      'licensingId',
      'identityId',
      'genesisNs',
      'seasonNs',
      'standingNs',
      'offerNs',
      'vetoNs',
      'tiers',
    ],
  },
  {
    record: 'memberRecord',
    file: 'member',
    letters: '1166666',
    fields: ['version', 'isRefunded', 'shares', ['countedTo', 2], ['numerator', 2]],
  },
  {
    record: 'offerRecord',
    file: 'offer',
    letters: '148s',
    fields: ['version', 'season', 'deadlineNs', 'payerId'],
  },
  {
    record: 'seriesRecord',
    file: 'series',
    letters: '1888',
    fields: ['version', 'id', 'comingId', 'comingFromNs'],
  },
  {
    record: 'poolRecord',
    file: 'pool',
    version: 2,
    letters: '1ss21686666666666616666618',
    fields: [
      'version',
      'creatorId',
      'managerId',
      'token',
      'tier',
      'goal',
      'deadlineNs',
      'raised',
      'shares',
      'released',
      'returnedShares',
      'returned',
      ['earnedPerShare', 2],
      'earnedRemainder',
      'revenue',
      'revenueClaimed',
      'residual',
      'stage',
      'commonShares',
      ['commonCountedTo', 2],
      ['commonNumerator', 2],
      'isCommonRefunded',
      'sweepTo',
    ],
  },
  { record: 'poolCountRecord', file: 'pool', letters: '8', fields: ['lastId'] },
  { record: 'drawRecord', file: 'draw', letters: '14', fields: ['version', 'season'] },
  {
    record: 'personRecord',
    file: 'person',
    letters: '1h8',
    fields: ['version', 'person', 'untilNs'],
  },
  { record: 'personAccountRecord', file: 'person', letters: 's', fields: ['accountId'] },
  {
    record: 'promotionRecord',
    file: 'promotion',
    letters: '1444',
    fields: ['version', 'rounds', 'considered', 'relegated'],
  },
  {
    record: 'proposalRecord',
    file: 'proposal',
    letters: '16h1s888',
    fields: [
      'version',
      'amount',
      'evidenceHash',
      'isForCompetition',
      'targetId',
      'vetoEndsNs',
      'releasedAtNs',
      'outboxId',
    ],
  },
  { record: 'providerRecord', file: 'provider', letters: '16', fields: ['version', 'received'] },
  {
    record: 'resourceCreditsRecord',
    file: 'resource-credits',
    letters: '14646',
    fields: ['version', ['places', 4]],
  },
  {
    record: 'resultsRecord',
    file: 'results',
    letters: '1s1448448448448448448',
    fields: ['version', 'payerId', 'count', ['places', 18]],
  },
  {
    record: 'roundRecord',
    file: 'round',
    letters: '114h488',
    fields: ['version', 'tier', 'ordinal', 'resultsRoot', 'ranked', 'finalisedAtNs', 'knownAtNs'],
  },
  {
    record: 'knownRoundRecord',
    file: 'round',
    letters: '184',
    fields: ['version', 'knownAtNs', 'ranked'],
  },
  {
    record: 'seatRecord',
    file: 'seat',
    letters: '114844',
    fields: ['version', 'tier', 'season', 'sinceNs', 'rounds', 'announcedSeason'],
  },
  {
    record: 'stagesRecord',
    file: 'stages',
    letters: '116868686868686868',
    fields: ['version', 'count', ['places', 16]],
  },
  {
    record: 'standingRecord',
    file: 'standing',
    letters: '1s8',
    fields: ['version', 'payerId', 'key'],
  },
  {
    record: 'tierCountsRecord',
    file: 'tier-counts',
    version: 2,
    letters: '144444888',
    fields: [
      'version',
      'rounds',
      'season',
      'roundsAtSeasonStart',
      'held',
      'offered',
      'nextPoolId',
      'comingPoolId',
      'comingFromNs',
    ],
  },
  {
    record: 'tierPlanRecord',
    file: 'tier-plan',
    letters: '1s4422422424s442242242',
    fields: [
      'version',
      'size',
      'seats',
      'bench',
      'kappaBps',
      'entries',
      'resources',
      'relegateBps',
      'promoteBps',
      'bar',
      'fastPlaces',
      'fromSeason',
      ['next', 10],
    ],
  },
]

test('every record of the ladder has the bytes that it always had', async (t) => {
  await recordsKeepTheirLayouts(t, 'ladder', layouts)
})

const stagesFile = JSON.stringify(join(findRoot(), 'contracts', 'ladder', 'state', 'stages.ts'))

const stagesSource = `import { hexEncode, input, utf8Decode, valueReturn } from '@host'
import { stagePlaces } from ${stagesFile}
export function round(): void {
  const asked = JSON.parse(utf8Decode(input())) as readonly [string, string][]
  const bytes = stagePlaces.encode(asked.map(([limit, end]) => ({ limit: BigInt(limit), deadlineNs: BigInt(end) })))
  const back = stagePlaces.decode(bytes, asked.length).map(({ limit, deadlineNs }) => [String(limit), String(deadlineNs)])
  valueReturn(JSON.stringify([hexEncode(bytes), back]))
}`

/** Little endian. */
function number(value: bigint, length: number): string {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex')
    .reverse()
    .toString('hex')
}

test("a pool's stages fill its eight places from the first on, and zeros the others", async (t) => {
  const { devnet } = await deployOnDevnet((await compileText(stagesSource)).wasm)
  const stage = fc.tuple(fc.bigInt(0n, 2n ** 128n - 1n), fc.bigInt(0n, 2n ** 64n - 1n))
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(stage, { maxLength: 8 }), async (stages) => {
      const asked = stages.map(([limit, deadlineNs]) => [String(limit), String(deadlineNs)])
      const input = Buffer.from(JSON.stringify(asked))
      const answer = Buffer.from(await devnet.viewRaw(deployedId, 'round', input)).toString()
      const filled = stages.map(([limit, deadlineNs]) => number(limit, 16) + number(deadlineNs, 8))
      t.deepEqual(JSON.parse(answer), [filled.join('').padEnd(8 * 24 * 2, '0'), asked])
    }),
  )
})
