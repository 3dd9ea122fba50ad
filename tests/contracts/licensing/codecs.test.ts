import { sha256 } from '@noble/hashes/sha2.js'
import { pathSides } from '@research-hub/contracts/common/trie/merkle-path'
import { merkleLeaf, merkleTree, splitTree } from '@research-hub/sdk/codecs'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

/** Climbs a proof as the contract does. */
function climb(leaf: Uint8Array, index: number, count: number, siblings: readonly Uint8Array[]) {
  const sides = pathSides(index, count)
  if (sides === undefined || sides.length !== siblings.length) return undefined
  return siblings.reduce((node, sibling, i) => {
    const [left, right] = sides[i] === 'left' ? [sibling, node] : [node, sibling]
    return sha256(Uint8Array.of(1, ...left, ...right))
  }, leaf)
}

test('a proof of every leaf leads to the root, for every number of leaves', (t) => {
  for (let count = 1; count <= 70; count++) {
    const leaves = Array.from({ length: count }, (_, i) => Uint8Array.of(i, count))
    const tree = merkleTree(leaves)
    for (const [index, leaf] of leaves.entries()) {
      const { siblings } = tree.prove(index)
      t.deepEqual(climb(merkleLeaf(leaf), index, count, siblings), tree.root)
    }
  }
})

test('a proof fits no other leaf, place, count or length', (t) => {
  fuzz(
    t,
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), (count, pick, other) => {
      const tree = merkleTree(
        Array.from({ length: count }, (_, i) => Uint8Array.of(i & 255, i >> 8)),
      )
      const index = pick % count
      const leaf = merkleLeaf(Uint8Array.of(index & 255, index >> 8))
      const { siblings } = tree.prove(index)
      const elsewhere = (index + 1 + (other % (count - 1))) % count
      t.notDeepEqual(climb(leaf, elsewhere, count, siblings), tree.root)
      t.notDeepEqual(climb(merkleLeaf(Uint8Array.of(7, 7, 7)), index, count, siblings), tree.root)
      t.notDeepEqual(climb(leaf, index, count, siblings.slice(1)), tree.root)
      t.is(pathSides(count, count), undefined)
      t.is(pathSides(-1, count), undefined)
    }),
  )
})

test('a split tree sorts, sums and proves each share of an account', (t) => {
  const tree = splitTree([
    { accountId: 'b.near', share: 2n },
    { accountId: 'a.near', share: 5n },
  ])
  t.is(tree.allocated, 7n)
  t.is(tree.proofOf('a.near').index, 0)
  t.is(tree.proofOf('b.near').share, '2')
  t.throws(() => tree.proofOf('c.near'), { message: /no share/ })
  const double = splitTree([
    { accountId: 'a.near', share: 1n },
    { accountId: 'a.near', share: 2n },
  ])
  t.is(double.root.slice(64), `03${'00'.repeat(15)}`)
  t.deepEqual(
    double.proofsOf('a.near').map(({ share, index }) => [share, index]),
    [
      ['1', 0],
      ['2', 1],
    ],
  )
  t.throws(() => double.proofOf('a.near'), { message: /several/ })
})
