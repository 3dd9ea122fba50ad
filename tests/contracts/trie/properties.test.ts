import { bucketCount, bucketLimit, isBucket } from '@research-hub/contracts/common/trie/bucket'
import { insert, remove } from '@research-hub/contracts/common/trie/change'
import { childDigits, innerCount, readU32, slotAt } from '@research-hub/contracts/common/trie/inner'
import {
  childPath,
  leaderboardKey,
  maxScore,
  readKey,
  scoreOf,
  sequenceOf,
  writeKey,
} from '@research-hub/contracts/common/trie/key'
import { checkProof, prove } from '@research-hub/contracts/common/trie/proof'
import {
  count,
  cutoff,
  page,
  rank,
  rootHash,
  select,
} from '@research-hub/contracts/common/trie/query'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { decodeText, type MemoryTrie, memoryTrie, sha256 } from '../../support/competition-trie.js'
import { fuzz } from '../../support/fuzz.js'

type Step = {
  readonly kind: 'insert' | 'update' | 'remove'
  readonly pick: number
  readonly score: number
}

/** Scores crowd together, so that buckets split, chains grow and subtrees fall back into buckets. */
const score = fc.oneof(
  fc.constantFrom(0, maxScore, 650_000),
  fc.integer({ min: 649_990, max: 650_010 }),
  fc.integer({ min: 0, max: maxScore }),
)
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'insert', 'update', 'remove'),
  pick: fc.nat({ max: 999 }),
  score,
})

test('INV-103 INV-104 INV-105 the trie is a sorted array, whatever was inserted, updated and removed', (t) => {
  fuzz(
    t,
    fc.property(fc.array(step, { minLength: 1, maxLength: 250 }), fc.boolean(), (steps, isBig) => {
      const trie = memoryTrie()
      const items = new Map<number, string>()
      steps.forEach((each, at) => {
        apply(trie, items, each, isBig ? at * 4099 : at)
      })
      sameAsReference(t, trie, items)
    }),
    60,
  )
})

test('INV-106 equal sets have equal roots and nodes, whatever happened before', (t) => {
  fuzz(
    t,
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 120 }),
      fc.infiniteStream(fc.nat()),
      (steps, order) => {
        const trie = memoryTrie()
        const items = new Map<number, string>()
        steps.forEach((each, at) => {
          apply(trie, items, each, at)
        })
        const fresh = memoryTrie()
        const shuffled = [...items]
          .map((item) => ({ item, place: order.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
        for (const { item } of shuffled) insert(fresh, ...item)
        t.deepEqual(new Map([...trie.nodes].sort()), new Map([...fresh.nodes].sort()))
        t.deepEqual(rootHash(trie), rootHash(fresh))
      },
    ),
    60,
  )
})

test('INV-107 a proof proves exactly its entry, and no proof with a bit flipped proves anything', (t) => {
  fuzz(
    t,
    fc.property(fc.array(score, { minLength: 1, maxLength: 60 }), fc.nat(), (scores, pick) => {
      const trie = memoryTrie()
      scores.forEach((each, at) => {
        insert(trie, leaderboardKey(each, at), `entrant-${at}.near`)
      })
      const at = pick % scores.length
      const key = leaderboardKey(scores[at] ?? 0, at)
      const root = rootHash(trie)
      const proof = prove(trie, key) ?? new Uint8Array()
      t.deepEqual(check(root, proof), {
        rank: rank(trie, key) ?? 0,
        key,
        accountId: `entrant-${at}.near`,
        count: scores.length,
      })
      for (let bit = 0; bit < proof.length * 8; bit++) {
        const bent = proof.slice()
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        if (check(root, bent) !== undefined) t.fail(`bit ${bit} of ${proof.length * 8}`)
      }
      for (let length = 0; length < proof.length; length++) {
        if (check(root, proof.slice(0, length)) !== undefined) t.fail(`cut to ${length}`)
      }
      t.is(check(root, Uint8Array.from([...proof, 0])), undefined)
      t.is(check(sha256(root), proof), undefined)
      insert(trie, leaderboardKey(1, scores.length), 'late.near')
      t.is(check(rootHash(trie), proof), undefined)
    }),
    12,
  )
})

test('INV-107 noise proves nothing and never throws', (t) => {
  const root = rootHash(memoryTrie())
  fuzz(
    t,
    fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      t.is(check(root, noise), undefined)
      const dressed = Uint8Array.from([1, 0, 0, 0, 0, 1, 3, 97, 98, 99, 1, 0, 0x10, ...noise])
      t.is(check(root, dressed), undefined)
    }),
    500,
  )
})

test('keys order by score, then by earlier commitment, and come back from bytes', (t) => {
  fuzz(
    t,
    fc.property(
      score,
      score,
      fc.nat({ max: 1_048_575 }),
      fc.nat({ max: 1_048_575 }),
      (a, b, m, n) => {
        const [one, two] = [leaderboardKey(a, m), leaderboardKey(b, n)]
        t.is(one < two, a > b || (a === b && m < n))
        t.deepEqual([scoreOf(one), sequenceOf(one)], [a, m])
        const bytes = new Uint8Array(5)
        writeKey(bytes, 0, one)
        t.is(readKey(bytes, 0), one)
      },
    ),
    300,
  )
})

test('INV-119 no set of entries takes more storage than its entrants have reserved for it', (t) => {
  // Sixteen or seventeen to a prefix is the dearest shape: chains of inner nodes, hardly filled.
  const crowd = fc.record({
    base: fc.integer({ min: 0, max: maxScore - 1024 }),
    size: fc.integer({ min: 1, max: 40 }),
    spread: fc.constantFrom(0, 1, 31, 1023),
  })
  fuzz(
    t,
    fc.property(fc.array(crowd, { minLength: 1, maxLength: 12 }), (crowds) => {
      const trie = memoryTrie()
      let sequence = 0
      let reserved = 0
      for (const { base, size, spread } of crowds) {
        for (let i = 0; i < size; i++) {
          const accountId = `e${sequence}.near`
          insert(trie, leaderboardKey(base + ((i * 37) % (spread + 1)), sequence * 61), accountId)
          reserved += 141 + accountId.length
          sequence++
        }
      }
      let used = 0
      // Keys with a seven-digit competition id, and what the chain adds to every record.
      for (const [path, node] of trie.nodes) used += 10 + path.length + node.length + 40
      t.true(used <= reserved, `${used} of ${reserved}`)
    }),
    150,
  )
})

test('inserting a key twice and removing one that is not there are refused', (t) => {
  const trie = memoryTrie()
  const key = leaderboardKey(5, 1)
  t.throws(() => remove(trie, key), { message: /ERR_INVARIANT/ })
  insert(trie, key, 'a.near')
  t.throws(() => insert(trie, key, 'b.near'), { message: /ERR_INVARIANT/ })
  t.throws(() => remove(trie, key + 1), { message: /ERR_INVARIANT/ })
  t.is(prove(trie, key + 1), undefined)
  remove(trie, key)
  t.is(trie.nodes.size, 0)
})

function apply(
  trie: MemoryTrie,
  items: Map<number, string>,
  { kind, pick, score }: Step,
  sequence: number,
): void {
  const keys = [...items.keys()]
  const picked = keys[pick % Math.max(keys.length, 1)]
  if (kind === 'insert') {
    const key = leaderboardKey(score, sequence)
    insert(trie, key, `e${sequence}.near`)
    items.set(key, `e${sequence}.near`)
  } else if (picked !== undefined) {
    const accountId = items.get(picked) ?? ''
    remove(trie, picked)
    items.delete(picked)
    if (kind === 'remove') return
    const key = leaderboardKey(score, sequenceOf(picked))
    insert(trie, key, accountId)
    items.set(key, accountId)
  }
}

function sameAsReference(
  t: ExecutionContext,
  trie: MemoryTrie,
  items: ReadonlyMap<number, string>,
): void {
  const sorted = [...items].sort(([a], [b]) => a - b)
  const all = sorted.map(([key, accountId], at) => ({ rank: at + 1, key, accountId }))
  t.is(count(trie), all.length)
  t.deepEqual(page(trie, 1, all.length + 5), all)
  for (const { rank: each, key } of all) t.is(rank(trie, key), each)
  for (const at of [0, 1, all.length >> 1, all.length, all.length + 1]) {
    t.deepEqual(select(trie, at), all[at - 1])
    t.deepEqual(cutoff(trie, at), all[Math.min(at, all.length) - 1])
    t.deepEqual(page(trie, at + 1, 7), all.slice(at, at + 7))
  }
  if (all.length > 0) checkNode(t, trie, '', all.length)
  else t.is(trie.nodes.size, 0)
}

/** Children's counts sum up to their parent's, hashes fit, and no node is deeper or fuller than allowed. */
function checkNode(t: ExecutionContext, trie: MemoryTrie, path: string, expected: number): void {
  const node = trie.nodes.get(path) ?? new Uint8Array()
  t.true(path.length <= 7)
  if (isBucket(node)) {
    t.is(bucketCount(node), expected)
    t.true(expected <= bucketLimit(path.length))
    return
  }
  t.is(innerCount(node), expected)
  t.true(expected > bucketLimit(path.length))
  for (const digit of childDigits(node)) {
    const at = slotAt(node, digit)
    const below = childPath(path, digit)
    t.deepEqual(node.slice(at + 4, at + 36), sha256(trie.nodes.get(below) ?? new Uint8Array()))
    checkNode(t, trie, below, readU32(node, at))
  }
}

function check(root: Uint8Array, proof: Uint8Array) {
  return checkProof({ sha256, decode: decodeText }, root, proof)
}
