/** What owners, contributors, neighbours, strangers and the clock may do, as data for the model. */
import fc from 'fast-check'

export const tokens = ['NEAR', 'token.hub.near', 'bad.hub.near'] as const
export type Token = (typeof tokens)[number]
export const people = ['ann.hub.near', 'bob.hub.near', 'cat.hub.near'] as const
export type Person = (typeof people)[number]

/** A split among the three; `liar` roots say half of what their leaves come to. */
export type SplitShape = {
  readonly how: 'inline' | 'root' | 'liar'
  readonly weights: readonly number[]
  readonly free: number
}

export type Command =
  | {
      readonly kind: 'earn'
      readonly asset: number
      readonly token: Token
      readonly amount: bigint
      readonly by: 'channels.hub.near' | 'stranger.hub.near'
      /** Days since the oldest of it was earned. */
      readonly ago: number
    }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'buy'; readonly asset: number; readonly quantity: bigint; readonly by: Person }
  | {
      readonly kind: 'pull'
      readonly asset: number
      readonly ancestor: number
      readonly token: Token
    }
  | {
      readonly kind: 'claim'
      readonly asset: number
      readonly epoch: number
      readonly token: Token
      readonly account: Person
      readonly by: Person
    }
  | {
      readonly kind: 'residual'
      readonly asset: number
      readonly epoch: number
      readonly token: Token
    }
  | { readonly kind: 'fee' | 'forward' | 'treasury'; readonly asset: number; readonly token: Token }
  | { readonly kind: 'split'; readonly asset: number; readonly shape: SplitShape }
  | { readonly kind: 'freeze'; readonly asset: number }
  | {
      readonly kind: 'tag'
      readonly asset: number
      readonly by: 'guardian.hub.near' | Person
      readonly days: number
    }
  | {
      readonly kind: 'untag'
      readonly asset: number
      readonly by: 'guardian.hub.near' | Person
    }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'ladder'; readonly mode: 'accepting' | 'failing' | 'keeping' | 'bomb' }
  | { readonly kind: 'badToken'; readonly mode: 'honest' | 'failing' | 'lying' }
  | { readonly kind: 'pool'; readonly poolId: number }
  | { readonly kind: 'withdraw'; readonly by: Person; readonly token: Token }
  | { readonly kind: 'retry'; readonly pick: number }
  | { readonly kind: 'pause' }

const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name)
const asset = fc.nat({ max: 2 })
const token = fc.constantFrom<Token>(...tokens)
const person = fc.constantFrom<Person>(...people)
const epoch = fc.nat({ max: 3 })
const amount = fc.oneof(fc.bigInt({ min: 1n, max: 50n }), fc.bigInt({ min: 1n, max: 10n ** 15n }))
const tagger = fc.constantFrom<'guardian.hub.near' | Person>('guardian.hub.near', 'bob.hub.near')
const shape = fc.record({
  how: fc.constantFrom<SplitShape['how']>('inline', 'root', 'liar'),
  weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
  free: fc.nat({ max: 5 }),
})

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: kind('earn'),
      asset,
      token,
      amount,
      by: fc.constantFrom<'channels.hub.near' | 'stranger.hub.near'>(
        'channels.hub.near',
        'channels.hub.near',
        'channels.hub.near',
        'stranger.hub.near',
      ),
      ago: fc.constantFrom(0, 0, 1, 9, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('repeat') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('buy'),
      asset,
      quantity: fc.bigInt({ min: 1n, max: 10n ** 6n }),
      by: person,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind('pull'), asset, ancestor: asset, token }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: kind('claim'), asset, epoch, token, account: person, by: person }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('residual'), asset, epoch, token }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('fee'), asset, token }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('forward'), asset, token }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('treasury'), asset, token }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('split'), asset, shape }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('freeze'), asset: fc.constant(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('tag'),
      asset,
      by: tagger,
      days: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('untag'), asset, by: tagger }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('wait'), days: fc.constantFrom(1, 7, 8, 45) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('ladder'),
      mode: fc.constantFrom<'accepting' | 'failing' | 'keeping' | 'bomb'>(
        'accepting',
        'failing',
        'keeping',
        'bomb',
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('badToken'),
      mode: fc.constantFrom<'honest' | 'failing' | 'lying'>('honest', 'failing', 'lying'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('pool'), poolId: fc.constantFrom(0, 7) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('withdraw'), by: person, token }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('retry'), pick: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('pause') }) },
)
