/** What entrants, evaluators, funders, neighbours, tokens, strangers and the clock may do, as data. */
import fc from 'fast-check'

export type Funder = 'funder' | 'donor' | 'ladder' | 'stranger'

/** Of an entry that is there. */
export type EntryCommand =
  | {
      readonly kind: 'withdraw' | 'take' | 'request' | 'tally' | 'claim' | 'close' | 'register'
      readonly who: number
    }
  | { readonly kind: 'commit'; readonly who: number; readonly copies: boolean }
  | { readonly kind: 'reveal'; readonly who: number; readonly isBent: boolean }

export type JudgeCommand =
  | { readonly kind: 'enrol' | 'settle'; readonly judge: number }
  | { readonly kind: 'salt'; readonly judge: number; readonly isBent: boolean }
  | { readonly kind: 'seal'; readonly judge: number; readonly who: number; readonly score: number }
  | {
      readonly kind: 'open'
      readonly judge: number
      readonly who: number
      readonly isBent: boolean
    }
  | { readonly kind: 'clear'; readonly judge: number; readonly who: number }

export type Command =
  | EntryCommand
  | JudgeCommand
  | { readonly kind: 'fund'; readonly by: Funder; readonly amount: bigint; readonly again: boolean }
  | { readonly kind: 'apply'; readonly who: number; readonly pay: 'bond' | 'short' | 'extra' }
  | { readonly kind: 'cash' | 'hold' | 'drop'; readonly who: number }
  | {
      readonly kind: 'admit' | 'deny'
      readonly by: 'organiser' | 'stranger'
      readonly whos: readonly number[]
    }
  | { readonly kind: 'unbond' | 'takeBond'; readonly judge: number }
  | { readonly kind: 'seed' | 'finalise' | 'void' | 'purge' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'cancel'; readonly by: 'organiser' | 'owner' | 'stranger' }
  | { readonly kind: 'refund'; readonly of: Funder }
  | {
      readonly kind: 'seat'
      readonly by: 'ladder' | 'stranger'
      readonly who: number
      readonly season: number
      readonly again: boolean
    }
  | { readonly kind: 'neighbours'; readonly mode: 'accepting' | 'failing' | 'keeping' | 'bomb' }
  | { readonly kind: 'token'; readonly mode: 'honest' | 'failing' | 'lying' }
  | { readonly kind: 'retry'; readonly pick: number }
  | { readonly kind: 'wait'; readonly how: 'end' | 'part' | 'fortnight' }

/** What differs between competitions of the model. */
export type Variant = {
  readonly isInTokens: boolean
  readonly admission: 'open' | 'list' | 'seat'
  readonly minRanked: number
  readonly quorumBps: number
}

export const variant: fc.Arbitrary<Variant> = fc.record({
  isInTokens: fc.boolean(),
  admission: fc.constantFrom<Variant['admission']>('open', 'open', 'list', 'seat'),
  minRanked: fc.constantFrom(1, 1, 2),
  quorumBps: fc.constantFrom(5000, 5000, 10_000),
})

const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name)
const who = fc.nat({ max: 3 })
const judge = fc.constantFrom(0, 0, 1, 1, 2, 2, 3, 3, 4)
const seldom = fc.constantFrom(false, false, false, true)
const amount = fc.oneof(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: 1n, max: 10n ** 24n }))
const score = fc.oneof(fc.nat({ max: 2000 }), fc.nat({ max: 1_048_575 }))
const byWho = fc.constantFrom(
  ...(['withdraw', 'take', 'request', 'tally', 'claim', 'close', 'register', 'cash'] as const),
)
const byJudge = fc.constantFrom(...(['enrol', 'settle', 'unbond', 'takeBond'] as const))

/** Anything at all, at any time. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('fund'),
      by: fc.constantFrom<Funder>('funder', 'donor', 'ladder', 'stranger'),
      amount,
      again: seldom,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('apply'),
      who,
      pay: fc.constantFrom('bond' as const, 'bond' as const, 'short' as const, 'extra' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: byWho, who }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('hold' as const, 'drop' as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('admit' as const, 'deny' as const),
      by: fc.constantFrom('organiser' as const, 'organiser' as const, 'stranger' as const),
      whos: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('commit'), who, copies: seldom }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('reveal'), who, isBent: seldom }) },
  { weight: 3, arbitrary: fc.record({ kind: byJudge, judge }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('salt'), judge, isBent: seldom }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('seal'), judge, who, score }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('open'), judge, who, isBent: seldom }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('clear'), judge, who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['seed', 'finalise', 'void', 'purge', 'seed', 'finalise', 'void', 'pause'] as const),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('cancel'),
      by: fc.constantFrom(
        'stranger' as const,
        'stranger' as const,
        'organiser' as const,
        'owner' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('refund'),
      of: fc.constantFrom<Funder>('funder', 'donor', 'ladder'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('seat'),
      by: fc.constantFrom('ladder' as const, 'ladder' as const, 'stranger' as const),
      who,
      season: fc.nat({ max: 2 }),
      again: seldom,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('neighbours'),
      mode: fc.constantFrom(...(['accepting', 'failing', 'keeping', 'bomb'] as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('token'),
      mode: fc.constantFrom(...(['honest', 'failing', 'lying'] as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('retry'), pick: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('wait'),
      how: fc.constantFrom('part' as const, 'fortnight' as const),
    }),
  },
)

const four = [0, 1, 2, 3]
const end: Command = { kind: 'wait', how: 'end' }

/** A round as it might go: everybody does what the phase is for, with these scores. */
function round(scores: readonly number[], copier: number): readonly Command[] {
  const pairs = four.flatMap((each) => four.map((one) => ({ judge: each, who: one })))
  return [
    { kind: 'fund', by: 'funder', amount: 2n * 10n ** 24n, again: false },
    { kind: 'fund', by: 'ladder', amount: 10n ** 24n, again: false },
    { kind: 'fund', by: 'donor', amount: 10n ** 24n, again: false },
    ...four.map((one): Command => ({ kind: 'apply', who: one, pay: 'bond' })),
    ...four.map((each): Command => ({ kind: 'enrol', judge: each })),
    { kind: 'admit', by: 'organiser', whos: [0, 1, 2] },
    end,
    ...four.map((one): Command => ({ kind: 'take', who: one })),
    ...four.map((one): Command => ({ kind: 'request', who: one })),
    ...four.map((one): Command => ({ kind: 'commit', who: one, copies: one === copier })),
    end,
    ...four.map((one): Command => ({ kind: 'reveal', who: one, isBent: false })),
    ...four.map((each): Command => ({ kind: 'salt', judge: each, isBent: false })),
    end,
    end,
    { kind: 'seed' },
    ...pairs.map((pair, i): Command => ({ kind: 'seal', ...pair, score: scores[i] ?? 0 })),
    end,
    ...pairs.map((pair): Command => ({ kind: 'open', ...pair, isBent: false })),
    end,
    ...four.map((one): Command => ({ kind: 'tally', who: one })),
    end,
    { kind: 'finalise' },
    ...four.map((one): Command => ({ kind: 'claim', who: one })),
    { kind: 'register', who: 0 },
    { kind: 'cash', who: 1 },
    ...four.map((each): Command => ({ kind: 'settle', judge: each })),
    end,
    ...four.map((one): Command => ({ kind: 'close', who: one })),
    ...pairs.map((pair): Command => ({ kind: 'clear', ...pair })),
  ]
}

/** Without these the rest of a round is hardly worth playing. */
const needed: ReadonlySet<Command['kind']> = new Set(['wait', 'fund', 'seed', 'finalise'])

/** Stops a round before it has come to much. */
function ends(command: Command): boolean {
  return (
    (command.kind === 'wait' && command.how !== 'part') ||
    (command.kind === 'cancel' && command.by !== 'stranger') ||
    command.kind === 'pause'
  )
}

/** A round with steps missing and others thrown in. */
export const disturbed: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.array(score, { minLength: 16, maxLength: 16 }),
    fc.nat({ max: 9 }),
    fc.array(fc.nat({ max: 14 }), { minLength: 150, maxLength: 150 }),
    fc.array(fc.tuple(fc.nat({ max: 130 }), command), { minLength: 10, maxLength: 24 }),
  )
  .map(([scores, copier, luck, extras]) =>
    round(scores, copier).flatMap((each, i) => [
      ...extras.filter(([at, extra]) => at === i && !ends(extra)).map(([, extra]) => extra),
      ...(luck[i] === 0 && !needed.has(each.kind) ? [] : [each]),
    ]),
  )
