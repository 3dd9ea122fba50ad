import { insert } from '@research-hub/contracts/common/trie/change'
import { trieShareBytes } from '@research-hub/contracts/ladder/limits'
import test from 'ava'
import fc from 'fast-check'
import { memoryTrie } from '../../support/competition-trie.js'
import { fuzz } from '../../support/fuzz.js'

const prefix = 'w:12345:6:'

/** Keys as an attacker could choose them: any ranks, ages and orders of commitment, in clusters. */
const keys = fc
  .array(
    fc.record({
      base: fc.bigInt({ min: 0n, max: (1n << 40n) - 1n }).map(Number),
      step: fc.constantFrom(1, 31, 32, 1024, 32_768, 1_048_576, 33_554_432),
      count: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((clusters) => {
    const found = new Set<number>()
    for (const { base, step, count } of clusters) {
      for (let i = 0; i < count; i++) found.add((base + i * step) % 2 ** 40)
    }
    return [...found]
  })

test('INV-217 the flat charge for a place in the promotion trie covers what the trie takes, for any keys', (t) => {
  fuzz(
    t,
    fc.property(keys, (list) => {
      const trie = memoryTrie()
      for (const [at, key] of list.entries()) insert(trie, key, `${at}`.padStart(64, 'a'))
      let bytes = 0
      for (const [path, node] of trie.nodes) bytes += prefix.length + path.length + node.length + 40
      t.true(BigInt(bytes) <= BigInt(list.length) * trieShareBytes, `${bytes} for ${list.length}`)
    }),
    60,
  )
})
