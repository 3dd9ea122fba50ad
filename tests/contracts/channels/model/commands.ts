/** What everybody may do, as data for the model. */
import fc from 'fast-check'
import { assets, type Name, names, payees, payers, type Token, tokens } from './names.js'

/** So many units and a little more or less, so that amounts meet each other often. */
export type Amount = {
  readonly level: number
  readonly jitter: bigint
  /** Counted from zero, or from the most that was signed for the lane. */
  readonly isMore: boolean
}

export type EntryPick = {
  readonly pick: number
  readonly lane: number
  readonly amount: Amount
  readonly kind: 'good' | 'forged' | 'garbage' | 'repeated'
}

/** Somebody by name, or whoever pays or is paid by the channel picked. */
export type Who = Name | 'payer' | 'payee'
type By = { readonly by: Who; readonly isRelayed: boolean }
type OnChannel = By & { readonly pick: number }
type OnLane = OnChannel & { readonly lane: number; readonly amount: Amount }

export type Command =
  | (By & {
      readonly kind: 'open'
      readonly payer: (typeof payers)[number]
      readonly payee: (typeof payees)[number]
      readonly token: Token
      readonly isAttached: boolean
      readonly amount: Amount
      readonly lanes: number
      readonly tipBps: number
      readonly hasTee: boolean
      readonly asset: { readonly id: string; readonly ppm: number } | undefined
    })
  | (By & {
      readonly kind: 'agree'
      readonly payee: (typeof payees)[number]
      readonly narrowed: 'nothing' | 'key' | 'asset' | 'royalty' | 'tip'
      readonly tipAfterBps: number
    })
  | (By & { readonly kind: 'dropTerms' })
  | (OnChannel & { readonly kind: 'openAgain' })
  | (By & {
      readonly kind: 'deposit'
      readonly token: Token
      readonly amount: Amount
      readonly use: DepositUse
      readonly pick: number
    })
  | (OnLane & { readonly kind: 'topUp'; readonly isAttached: boolean })
  | (OnLane & { readonly kind: 'settle'; readonly isForged: boolean })
  | (OnLane & { readonly kind: 'settleTicks'; readonly ticks: number; readonly isForged: boolean })
  | (OnLane & { readonly kind: 'settleConditional'; readonly fault: 'none' | 'text' | 'tee' })
  | (By & {
      readonly kind: 'settleBatch'
      readonly pick: number
      readonly entries: readonly EntryPick[]
    })
  | (By & {
      readonly kind: 'settleMulti'
      readonly payer: (typeof payers)[number]
      readonly entries: readonly EntryPick[]
    })
  | (OnChannel & {
      readonly kind: 'requestClose' | 'cancelClose' | 'finalize' | 'applyDecrease' | 'purge'
    })
  | (OnLane & { readonly kind: 'refund' | 'refundWithAuth' | 'allocate' | 'deallocate' })
  | (OnLane & {
      readonly kind: 'close' | 'closeWithAuth'
      readonly voucher: Amount | undefined
      readonly isForged: boolean
    })
  | (By & {
      readonly kind: 'withdraw'
      readonly token: Token
      readonly amount: Amount | undefined
      readonly yocto: boolean
    })
  | (By & { readonly kind: 'storage'; readonly what: 'deposit' | 'withdraw' | 'unregister' })
  | (By & { readonly kind: 'holdToken' | 'dropToken' | 'collectFees'; readonly token: Token })
  | (By & { readonly kind: 'forwardRoyalty'; readonly token: Token; readonly asset: string })
  | (By & { readonly kind: 'retry'; readonly id: number })
  | (By & { readonly kind: 'hostile'; readonly method: number; readonly deposit: bigint })
  | (By & { readonly kind: 'replay'; readonly past: number })
  | {
      readonly kind: 'tokenMode'
      readonly token: Token
      readonly mode: Mode
      /** What a lying token says was used; empty for all of it. */
      readonly answer: string
      readonly past: number
    }
  | {
      readonly kind: 'forgeTokens'
      readonly to: Name
      readonly amount: Amount
      readonly pick: number
    }
  | { readonly kind: 'licensingMode'; readonly mode: 'accepting' | 'failing' | 'bomb' }
  | { readonly kind: 'vanish' }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'skipBlocks' }

type DepositUse = 'own' | 'other' | 'channel'
export type Mode = 'honest' | 'failing' | 'lying' | 'reentrant'

/** Commands that share a block, and how many blocks follow before the next: none waits for all to end. */
export type Turn = { readonly commands: readonly Command[]; readonly blocks: number }

const name = fc.constantFrom<Name>(...names)
const by: fc.Arbitrary<Who> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Who>('payer') },
  { weight: 3, arbitrary: fc.constant<Who>('payee') },
  { weight: 4, arbitrary: name },
)
const isRelayed = fc.oneof(
  { weight: 4, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
)
const pick = fc.nat({ max: 5 })
const token = fc.constantFrom<Token>(...tokens)
const lane = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 3 }) },
)
const rarely = fc.nat({ max: 6 }).map((n) => n === 0)
export const amount: fc.Arbitrary<Amount> = fc.record({
  level: fc.nat({ max: 8 }),
  jitter: fc.constantFrom(0n, 0n, 0n, 1n, -1n),
  isMore: fc.nat({ max: 3 }).map((n) => n > 0),
})
/** What `ft_transfer_call` may answer: all, some, none, too much, nonsense. */
export const answer = fc.constantFrom('', '"0"', '"1"', `"${2n ** 128n - 1n}"`, 'null', '"1x"')
const is = <K extends string>(...kinds: K[]): fc.Arbitrary<K> => fc.constantFrom(...kinds)
const onChannel = { by, isRelayed, pick }
const onLane = { ...onChannel, lane, amount }
export const entry: fc.Arbitrary<EntryPick> = fc.record({
  pick,
  lane,
  amount,
  kind: is('good', 'good', 'good', 'forged', 'garbage', 'repeated'),
})
const entries = fc.array(entry, { minLength: 1, maxLength: 6 })
const asset = fc.option(
  fc.record({ id: fc.constantFrom(...assets), ppm: fc.constantFrom(0, 300_000, 1_000_000) }),
  { freq: 2, nil: undefined },
)

export const open: fc.Arbitrary<Extract<Command, { kind: 'open' }>> = fc.record({
  kind: is('open'),
  by,
  isRelayed,
  payer: fc.constantFrom(...payers),
  payee: fc.constantFrom(...payees),
  token,
  isAttached: fc.boolean(),
  amount: fc.record({
    level: fc.integer({ min: 1, max: 8 }),
    jitter: fc.constant(0n),
    isMore: fc.constant(false),
  }),
  lanes: fc.constantFrom(0, 1, 2, 2),
  tipBps: fc.constantFrom(0, 500),
  hasTee: fc.nat({ max: 3 }).map((n) => n > 0),
  asset,
})

export const agree: fc.Arbitrary<Extract<Command, { kind: 'agree' }>> = fc.record({
  kind: is('agree'),
  by,
  isRelayed,
  payee: fc.constantFrom(...payees),
  narrowed: is('nothing', 'nothing', 'nothing', 'key', 'asset', 'royalty', 'tip'),
  tipAfterBps: fc.constantFrom(0, 5000, 10_000),
})

const weighted: readonly (readonly [number, fc.Arbitrary<Command>])[] = [
  [3, open],
  [1, agree],
  [
    1,
    fc.record({
      kind: is('dropTerms'),
      by: rarely.map((r): Who => (r ? 'payee' : 'tower')),
      isRelayed,
    }),
  ],
  [1, fc.record({ kind: is('openAgain'), ...onChannel })],
  [
    3,
    fc.record({
      kind: is('deposit'),
      by,
      isRelayed,
      token,
      amount,
      pick,
      use: is<DepositUse>('own', 'other', 'channel'),
    }),
  ],
  [2, fc.record({ kind: is('topUp'), ...onLane, isAttached: fc.boolean() })],
  [8, fc.record({ kind: is('settle'), ...onLane, isForged: rarely })],
  [
    3,
    fc.record({ kind: is('settleTicks'), ...onLane, ticks: fc.nat({ max: 9 }), isForged: rarely }),
  ],
  [
    3,
    fc.record({
      kind: is('settleConditional'),
      ...onLane,
      fault: is('none', 'none', 'none', 'text', 'tee'),
    }),
  ],
  [4, fc.record({ kind: is('settleBatch'), by, isRelayed, pick, entries })],
  [
    3,
    fc.record({
      kind: is('settleMulti'),
      by,
      isRelayed,
      payer: fc.constantFrom(...payers),
      entries,
    }),
  ],
  [5, fc.record({ kind: is('requestClose'), ...onChannel })],
  [1, fc.record({ kind: is('cancelClose', 'purge'), ...onChannel })],
  [4, fc.record({ kind: is('finalize', 'finalize', 'applyDecrease'), ...onChannel })],
  [
    4,
    fc.record({
      kind: is('allocate', 'deallocate', 'deallocate', 'refund', 'refundWithAuth'),
      ...onLane,
    }),
  ],
  [
    3,
    fc.record({
      kind: is('close', 'closeWithAuth'),
      ...onLane,
      voucher: fc.option(amount, { nil: undefined }),
      isForged: rarely,
    }),
  ],
  [
    6,
    fc.record({
      kind: is('withdraw'),
      by,
      isRelayed,
      token,
      amount: fc.option(amount, { nil: undefined }),
      yocto: fc.constantFrom(true, true, true, false),
    }),
  ],
  [
    1,
    fc.record({
      kind: is('storage'),
      by,
      isRelayed,
      what: is('deposit', 'withdraw', 'unregister'),
    }),
  ],
  [2, fc.record({ kind: is('holdToken', 'dropToken', 'collectFees'), by, isRelayed, token })],
  [
    3,
    fc.record({
      kind: is('forwardRoyalty'),
      by,
      isRelayed,
      token,
      asset: fc.constantFrom(...assets),
    }),
  ],
  [2, fc.record({ kind: is('retry'), by, isRelayed, id: fc.integer({ min: 1, max: 3 }) })],
  [
    2,
    fc.record({
      kind: is('hostile'),
      by: fc.constantFrom<Who>('eve', 'eve', 'cat', 'ann'),
      isRelayed,
      method: fc.nat({ max: 20 }),
      deposit: fc.constantFrom(0n, 0n, 1n),
    }),
  ],
  [4, fc.record({ kind: is('replay'), by, isRelayed, past: fc.nat({ max: 30 }) })],
  [
    1,
    fc.record({
      kind: is('tokenMode'),
      token: fc.constant<Token>('good.hub.near'),
      mode: is<Mode>('honest', 'failing'),
      past: fc.constant(0),
      answer: fc.constant(''),
    }),
  ],
  [
    2,
    fc.record({
      kind: is('tokenMode'),
      token: fc.constant<Token>('bad.hub.near'),
      mode: is<Mode>('honest', 'failing', 'lying', 'reentrant', 'reentrant'),
      past: fc.nat({ max: 30 }),
      answer: fc.constantFrom('', '"0"', '"1"', `"${2n ** 128n - 1n}"`, 'null', '"1x"'),
    }),
  ],
  [1, fc.record({ kind: is('forgeTokens'), to: name, amount, pick })],
  [1, fc.record({ kind: is('licensingMode'), mode: is('accepting', 'failing', 'bomb') })],
  [
    1,
    rarely.map((isRare): Command => (isRare ? { kind: 'vanish' } : { kind: 'wait', minutes: 2 })),
  ],
  [6, fc.record({ kind: is('wait'), minutes: fc.constantFrom(1, 8, 14, 16) })],
  [1, fc.record({ kind: is('skipBlocks') })],
]

export const command: fc.Arbitrary<Command> = fc.oneof(
  ...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })),
)

export const turn: fc.Arbitrary<Turn> = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 3 }),
  blocks: fc.constantFrom(0, 0, 2, 3, 4),
})
