/** Every pattern of honest, lying and absent evaluators against what a majority of honest ones is owed. */
import { drawn } from '@research-hub/contracts/competition/rules/draw'
import { drawPreimage } from '@research-hub/contracts/competition/rules/hashes'
import { quorumOf, verdictDown } from '@research-hub/contracts/competition/rules/scores'
import test from 'ava'
import { sha256 } from '../../support/competition-trie.js'
import { drawOrder } from './model/draw.js'

type Conduct = 'honest' | 'low' | 'high' | 'absent'
const conducts: readonly Conduct[] = ['honest', 'low', 'high', 'absent']
const tolerance = 100
const [least, most] = [500_000, 500_050]

/** Honest evaluators differ a little, by their seats. */
function scoreOf(conduct: Conduct, seat: number): number | undefined {
  if (conduct === 'absent') return undefined
  if (conduct === 'honest') return least + ((seat * 7) % 51)
  return conduct === 'low' ? seat : 1_000_000 + seat
}

function* patterns(seats: number): Generator<readonly Conduct[]> {
  for (let number = 0; number < 4 ** seats; number++)
    yield Array.from(
      { length: seats },
      (_, seat) => conducts[(number >> (2 * seat)) & 3] ?? 'absent',
    )
}

const isHonest = (score: number): boolean => score >= least && score <= most

for (const [committee, reserves] of [
  [3, 1],
  [3, 3],
  [5, 1],
  [5, 2],
  [7, 1],
] as const) {
  test(`INV-111 committee of ${committee} with ${reserves} reserves: a majority of honest ones gets its result, whoever lies or is absent`, (t) => {
    const quorum = quorumOf(committee)
    const counts = { owed: 0, rescued: 0, undecided: 0, captured: 0 }
    const faults: string[] = []
    for (const pattern of patterns(committee + reserves)) {
      const opened = pattern.map(scoreOf).filter((score) => score !== undefined)
      const verdict = verdictDown(opened, committee, tolerance)
      const honestOf = (list: readonly Conduct[]) => list.filter((each) => each === 'honest').length
      const check = (isRight: boolean, what: string): void => {
        if (!isRight) faults.push(`${what}: ${pattern.join(' ')} gave ${verdict}`)
      }
      // A majority of the committee itself is honest: no absentee and no liar changes anything.
      if (honestOf(pattern.slice(0, committee)) >= quorum) {
        counts.owed++
        check(isHonest(verdict), 'owed')
        continue
      }
      const counted = opened.slice(0, committee)
      const honest = counted.filter(isHonest).length
      const liars = counted.length - honest
      // Reserves made up for those absent.
      if (honest > liars && counted.length >= quorum) {
        counts.rescued++
        check(isHonest(verdict), 'with reserves')
      } else if (counted.length < quorum) {
        counts.undecided++
        check(verdict === -1, 'too few')
      } else counts.captured++
      // No verdict lies beyond what somebody counted gave.
      check(verdict === -1 || counted.includes(verdict), 'out of thin air')
    }
    t.log(JSON.stringify(counts))
    t.deepEqual(faults.slice(0, 5), [])
    t.true(counts.owed > 0 && counts.rescued > 0 && counts.undecided > 0)
  })
}

test('INV-111 an even count: one liar and one honest evaluator, or two and two, is never left to the liars alone', (t) => {
  // Of three: nobody can tell who lies, so nobody is ranked by it.
  t.is(verdictDown([900_000, 0], 3, tolerance), -1)
  t.is(verdictDown([0, 900_000], 3, tolerance), -1)
  // They agree: at the tolerance, and not beyond it.
  t.is(verdictDown([900_000, 900_100], 3, tolerance), 900_000)
  t.is(verdictDown([900_000, 900_101], 3, tolerance), -1)
  // Of five, the last one drawn is left out.
  t.is(verdictDown([900_000, 0, 900_000, 0], 5, tolerance), 900_000)
  t.is(verdictDown([900_000, 0, 0, 900_000], 5, tolerance), 0)
  // A reserve settles it.
  t.is(verdictDown([900_000, 0, 0, 900_000, 900_000], 5, tolerance), 900_000)
  t.is(verdictDown([], 3, tolerance), -1)
  t.is(verdictDown([5], 3, tolerance), -1)
})

test('INV-126 the draw: those enrolled and nobody twice, as the interface says, each seat as likely for each', (t) => {
  const seats: number[] = Array.from({ length: 7 }, () => 0)
  for (let round = 0; round < 700; round++) {
    const seed = round.toString(16).padStart(64, '0')
    const enrolled = [0, 2, 3, 5, 8, 11, 14]
    const mask = enrolled.reduce((sum, each) => sum | (1 << each), 0)
    const order = drawOrder(seed, '7', 'ann.near', enrolled, 5)
    const digest = digestOf(seed)
    t.deepEqual(drawn(digest, mask, 15, 5), order)
    t.is(new Set(order).size, 5)
    const first = enrolled.indexOf(order[0] ?? -1)
    seats[first] = (seats[first] ?? 0) + 1
  }
  t.true(
    seats.every((count) => count > 60 && count < 140),
    seats.join(),
  )
  t.deepEqual(drawn(digestOf('00'.repeat(32)), 0b10, 15, 4), [1])
  t.deepEqual(drawn(digestOf('00'.repeat(32)), 0, 15, 4), [])
})

function digestOf(seed: string): Uint8Array {
  return sha256(drawPreimage(new Uint8Array(Buffer.from(seed, 'hex')), '7', 'ann.near'))
}
