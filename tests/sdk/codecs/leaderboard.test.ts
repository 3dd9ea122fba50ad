import { insert } from '@research-hub/contracts/common/trie/change'
import { leaderboardKey } from '@research-hub/contracts/common/trie/key'
import { checkProof, prove } from '@research-hub/contracts/common/trie/proof'
import { rootHash } from '@research-hub/contracts/common/trie/query'
import { rankedEntries } from '@research-hub/sdk'
import { leaderboard } from '@research-hub/sdk/codecs'
import test from 'ava'
import fc from 'fast-check'
import { decodeText, memoryTrie, sha256 } from '../../support/competition-trie.js'
import { fuzz } from '../../support/fuzz.js'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Crowded, so that buckets split at every depth. */
const scores = fc.array(
  fc.oneof(
    fc.constantFrom(0, 650_000, 1_048_575),
    fc.integer({ min: 649_990, max: 650_010 }),
    fc.integer({ min: 0, max: 1_048_575 }),
  ),
  { maxLength: 180 },
)

test('INV-133 a leaderboard rebuilt from entries has the root and the proofs of the one on chain', (t) => {
  fuzz(
    t,
    fc.property(scores, fc.integer({ min: 1, max: 5000 }), (list, apart) => {
      const entries = list.map((score, i) => ({
        accountId: `e${i}.near`,
        score,
        sequence: i * apart,
      }))
      const trie = memoryTrie()
      for (const { accountId, score, sequence } of entries)
        insert(trie, leaderboardKey(score, sequence), accountId)
      const rebuilt = leaderboard(entries)
      t.is(rebuilt.root, hex(rootHash(trie)))
      rebuilt.ranking.forEach(({ accountId, score, sequence }, i) => {
        const proof = prove(trie, leaderboardKey(score, sequence)) ?? new Uint8Array(0)
        t.is(rebuilt.proofOf(accountId), Buffer.from(proof).toString('base64'))
        const proved = checkProof({ sha256, decode: decodeText }, rootHash(trie), proof)
        t.like(proved, { rank: i + 1, accountId, count: entries.length })
      })
    }),
    40,
  )
})

test('what is not ranked has no proof, and no two entries have one sequence', (t) => {
  const entry = { accountId: 'a.near', score: 5, sequence: 1 }
  t.throws(() => leaderboard([entry]).proofOf('b.near'), { instanceOf: RangeError })
  t.throws(() => leaderboard([entry, { ...entry, accountId: 'b.near' }]), {
    instanceOf: RangeError,
  })
})

test('ranked entries are those that events of the competition say are ranked', (t) => {
  const scored = (cid: string, status: string) => ({
    event: 'entry_scored',
    data: { cid, account_id: 'a.near', status, score: 7, sequence: 2 },
  })
  const events = [
    scored('3', 'ranked'),
    scored('3', 'unscored'),
    scored('4', 'ranked'),
    { event: 'entry_scored', data: { cid: '3' } },
    { event: 'funded', data: {} },
  ]
  t.deepEqual(rankedEntries(3n, events), [{ accountId: 'a.near', score: 7, sequence: 2 }])
})
