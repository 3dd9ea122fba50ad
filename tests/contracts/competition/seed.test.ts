/** The seed against its own formula, whoever reveals, forges and fixes what in which order. */
import { createHash } from 'node:crypto'
import type { CompetitionView } from '@research-hub/contracts/competition/interface'
import { saltPreimage, seedPreimage } from '@research-hub/contracts/competition/rules/hashes'
import type { CallResult } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { attempt, codeOf, jsonOf } from '../../support/calls.js'
import {
  type CompetitionFixture,
  competitionFixture,
  evaluators,
  researchers,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  commitAs,
  contextOf,
  openOne,
  revealAs,
  toPhase,
} from '../../support/competition-round.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { codeFrom } from '../../support/refused.js'
import { secondNs } from '../../support/units.js'

const judges = evaluators.slice(0, 3)
const [entrant = ''] = researchers
const noSeed = '00'.repeat(32)

type Step =
  | { readonly kind: 'reveal'; readonly by: number; readonly salt: 'own' | 'others' | 'bent' }
  | { readonly kind: 'outsider'; readonly who: number; readonly salt: Uint8Array }
  | { readonly kind: 'fix'; readonly who: number }
  | { readonly kind: 'wait'; readonly seconds: number }

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 })
const by = fc.nat({ max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('reveal' as const),
      by,
      salt: fc.constantFrom('own' as const, 'own' as const, 'others' as const, 'bent' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outsider' as const), who: by, salt }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fix' as const), who: by }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 90, 300, 500),
    }),
  },
)

type Run = {
  readonly t: ExecutionContext
  readonly f: CompetitionFixture
  readonly cid: string
  readonly salts: readonly Uint8Array[]
  readonly enrolled: ReadonlySet<number>
  readonly revealed: Set<number>
  readonly seedAtNs: bigint
  seed: string
}

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The seed that a receipt must have fixed: what the chain gave it, and these salts. */
function seedOf(run: Run, result: CallResult, height: bigint, salts: readonly Uint8Array[]) {
  const { f, cid } = run
  const receipt = base58.decode(result.receipts[0]?.receiptId ?? '')
  const tail = new Uint8Array(16).fill(255, 8)
  new DataView(tail.buffer).setBigUint64(0, height, true)
  const block = f.devnet.chain.block({ kind: 'height', height })
  if (block === undefined) throw new Error(`no block ${height}`)
  const randomSeed = sha256(sha256(receipt, tail), block.header.randomValue)
  const xor = Uint8Array.from({ length: 32 }, (_, i) =>
    salts.reduce((sum, each) => sum ^ (each[i] ?? 0), 0),
  )
  return hexOf(sha256(seedPreimage(contextOf(f), cid, randomSeed, height, xor)))
}

async function runOne(run: Run, one: Step): Promise<void> {
  const { t, f, cid, salts, enrolled, revealed } = run
  const isFixed = run.seed !== noSeed
  const { phase } = await f.view<{ phase: string }>('phase', { cid })
  const isOpen = phase === 'reveal' || phase === 'seed'
  switch (one.kind) {
    case 'wait':
      f.devnet.advanceTime(BigInt(one.seconds) * secondNs)
      return
    case 'outsider': {
      const args = { cid, salt: hexOf(one.salt) }
      const outsiders = [entrant, evaluators[4] ?? '', 'stranger.hub.near']
      const code = await codeFrom(f.as(outsiders[one.who] ?? '').competition.reveal_salt(args))
      t.is(code, isOpen ? 'ERR_NOT_ENROLLED' : 'ERR_PHASE')
      return
    }
    case 'reveal': {
      const own = salts[one.by] ?? new Uint8Array(32)
      const bent = own.map((byte, i) => (i === 31 ? byte ^ 1 : byte))
      const others = salts[(one.by + 1) % 3] ?? own
      const shown = one.salt === 'own' ? own : one.salt === 'bent' ? bent : others
      const args = { cid, salt: hexOf(shown) }
      const code = await codeFrom(f.as(judges[one.by] ?? '').competition.reveal_salt(args))
      const expected = !isOpen
        ? 'ERR_PHASE'
        : !enrolled.has(one.by)
          ? 'ERR_NOT_ENROLLED'
          : revealed.has(one.by)
            ? 'ERR_SALT_REVEALED'
            : one.salt === 'own'
              ? ''
              : 'ERR_COMMITMENT'
      t.is(code, expected)
      if (code === '') revealed.add(one.by)
      return
    }
    case 'fix':
      await fix(run, [judges[0], entrant, 'stranger.hub.near'][one.who] ?? '', isFixed)
  }
}

async function fix(run: Run, who: string, isFixed: boolean): Promise<void> {
  const { t, f, cid, salts, revealed, seedAtNs } = run
  const now = (): bigint => f.devnet.chain.head().header.timestampNs
  const beforeNs = now()
  const result = await attempt(f.as(who).competition.fix_seed({ cid }))
  const code = codeOf(result) ?? ''
  if (isFixed) t.is(code, 'ERR_SEED_FIXED')
  else if (code === 'ERR_SEED_EARLY') t.true(beforeNs < seedAtNs, 'refused in time')
  else t.is(code, '')
  if (code !== '') return
  t.true(now() >= seedAtNs, 'fixed before its time')
  const { seed, seed_height } = await f.view<CompetitionView>('competition', { cid })
  const mixed = [...revealed].map((index) => salts[index] ?? new Uint8Array(32))
  t.is(seed, seedOf(run, result, BigInt(seed_height), mixed), 'not the seed of the formula')
  t.is(jsonOf(result.value), seed)
  // Each bit of each salt in it counts.
  for (const [i, each] of mixed.entries()) {
    const other = each.map((byte, at) => (at === i ? byte ^ 128 : byte))
    t.not(seed, seedOf(run, result, BigInt(seed_height), mixed.with(i, other)))
  }
  run.seed = seed
}

test('INV-115 the seed is what block and revealed salts make it, fixed once and in time; wrong salts, outsiders and repetitions count for nothing', async (t) => {
  const f = await competitionFixture('seeds')
  const { cid } = await openOne(f)
  await applyAs(f, cid, entrant)
  const start = f.devnet.snapshot()
  let fixed = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.array(salt, { minLength: 3, maxLength: 3 }),
      fc.constant([0, 1, 2]),
      fc.array(step, { minLength: 10, maxLength: 24 }),
      async (salts, enrolled, steps) => {
        f.devnet.revert(start)
        for (const index of enrolled) {
          const who = judges[index] ?? ''
          const own = salts[index] ?? new Uint8Array(32)
          const salt_hash = hexOf(sha256(saltPreimage(contextOf(f), cid, who, own)))
          await f.as(who).competition.enrol({ cid, salt_hash })
        }
        for (const phase of ['commit', 'reveal']) {
          t.is(await codeFrom(f.as('stranger').competition.fix_seed({ cid })), 'ERR_PHASE')
          await toPhase(f, cid, phase)
          if (phase === 'commit') await commitAs(f, cid, entrant)
        }
        await revealAs(f, cid, entrant)
        f.devnet.advanceTime(1500n * secondNs)
        const { seed_at_ns } = await f.view<CompetitionView>('competition', { cid })
        const seedAtNs = BigInt(seed_at_ns)
        const sets = { enrolled: new Set(enrolled), revealed: new Set<number>() }
        const run: Run = { t, f, cid, salts, ...sets, seedAtNs, seed: noSeed }
        for (const one of steps) {
          const { phase } = await f.view<{ phase: string }>('phase', { cid })
          // The rest of the round has no say in the seed.
          if (phase === 'challenge') break
          await runOne(run, one)
          t.is((await f.view<CompetitionView>('competition', { cid })).seed, run.seed)
        }
        if (run.seed !== noSeed) fixed++
      },
    ),
    14,
  )
  t.log(`${fixed} seeds fixed`)
  t.true(fixed >= 5)
  await f.devnet.close()
})
