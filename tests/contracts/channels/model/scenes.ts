/** Turns that chance alone would seldom line up, with chance between them. */
import fc from 'fast-check'
import {
  agree,
  amount,
  answer,
  type Command,
  command,
  entry,
  open,
  type Turn,
  turn,
  type Who,
} from './commands.js'
import { assets, type Name } from './names.js'

const pick = fc.nat({ max: 3 })
const relayer = fc.constantFrom<Who>('payer', 'payee', 'tower', 'eve', 'relay')
/** Whoever sends a notification has storage for it. */
const registered = fc.constantFrom<Who>('payer', 'payee', 'tower')
const isRelayed = false

const settle = (
  by: Who,
  at: number,
  much: typeof amount extends fc.Arbitrary<infer A> ? A : never,
) => ({ kind: 'settle', by, isRelayed, pick: at, lane: 0, amount: much, isForged: false }) as const

/** A close with its grace just over or nearly: claim and finalize in one block, either first. */
const race = fc
  .tuple(pick, relayer, amount, amount, fc.boolean(), fc.constantFrom(14, 15, 16))
  .map(([at, by, early, late, isClaimFirst, minutes]): Command[][] => {
    const onChannel = { isRelayed, pick: at }
    const claim = settle(by, at, { ...late, isMore: true })
    const end: Command = { kind: 'finalize', by: 'eve', ...onChannel }
    return [
      [settle('payee', at, early), { kind: 'requestClose', by: 'payer', ...onChannel }],
      [{ kind: 'wait', minutes }],
      isClaimFirst ? [claim, end] : [end, claim],
    ]
  })

/** A watchtower settles what it holds in the grace period. */
const watch = fc
  .tuple(pick, amount, fc.constantFrom(1, 8))
  .map(([at, much, minutes]): Command[][] => [
    [{ kind: 'requestClose', by: 'payer', isRelayed, pick: at }],
    [{ kind: 'wait', minutes }],
    [settle('tower', at, { ...much, isMore: true })],
  ])

/** A limit falls after its grace, with a claim in between. */
const lower = fc
  .tuple(pick, amount, amount, relayer, fc.constantFrom(14, 16))
  .map((drawn): Command[][] => {
    const [at, limit, much, by, minutes] = drawn
    const level = Math.min(limit.level, 3)
    const onLane = { isRelayed, pick: at, lane: 0, amount: { ...limit, level } }
    return [
      [{ kind: 'deallocate', by: 'payer', ...onLane }],
      [settle(by, at, much), { kind: 'wait', minutes }],
      [{ kind: 'applyDecrease', by, isRelayed, pick: at }, settle(by, at, much)],
    ]
  })

/** Withdrawals of a token that fails under way, in the good one or the bad. */
const failing = fc
  .tuple(fc.constantFrom<Name>('ann', 'bob', 'cat'), fc.boolean(), fc.boolean())
  .map(([by, isGood, isLate]): Command[][] => {
    const token = isGood ? 'good.hub.near' : 'bad.hub.near'
    const break_: Command = { kind: 'tokenMode', token, mode: 'failing', past: 0, answer: '' }
    const half = { level: 2, jitter: 0n, isMore: false }
    const take: Command = { kind: 'withdraw', by, isRelayed, token, amount: half, yocto: true }
    return [
      isLate ? [take, break_] : [break_, take],
      [take, { ...take, amount: undefined }],
      [{ kind: 'tokenMode', token, mode: 'honest', past: 0, answer: '' }],
    ]
  })

/** Royalties go to a neighbour that refuses them at first, in a token that lies; anyone tries again. */
const forward = fc
  .record({ at: pick, much: amount, asset: fc.constantFrom(...assets), by: registered, answer })
  .chain((drawn) => fc.tuple(fc.constant(drawn), fc.boolean(), fc.boolean()))
  .map(([{ answer: said, asset, at, by, much }, fails, lies]): Command[][] => {
    const all = ['NEAR', 'good.hub.near', 'bad.hub.near'] as const
    const sent = all.map(
      (token): Command => ({ kind: 'forwardRoyalty', by, isRelayed, token, asset }),
    )
    const ids = [1, 2, 3].map((id): Command => ({ kind: 'retry', by, isRelayed, id }))
    const bad = { kind: 'tokenMode', token: 'bad.hub.near', past: 0, answer: said } as const
    return [
      [settle(by, at, { ...much, isMore: true }), { ...bad, mode: lies ? 'lying' : 'honest' }],
      [{ kind: 'licensingMode', mode: fails ? 'failing' : 'accepting' }, ...sent],
      ids,
      [
        { kind: 'licensingMode', mode: 'accepting' },
        { ...bad, mode: 'honest' },
      ],
      ids,
    ]
  })

/** Vouchers of several lanes and channels gathered and settled at once, twice, then all by one signature. */
const gather = fc
  .tuple(pick, relayer, fc.array(entry, { minLength: 4, maxLength: 10 }))
  .map(([at, by, entries]): Command[][] => {
    const batch: Command = { kind: 'settleBatch', by, isRelayed, pick: at, entries }
    const payer = entries.length % 2 === 0 ? 'ann' : 'bob'
    return [[batch], [{ kind: 'settleMulti', by, isRelayed, payer, entries }, batch]]
  })

/** A payee narrows what it agrees to, and payers open within it or not. */
const narrow = fc.tuple(agree, open, open).map(([terms, ...opened]): Command[][] => {
  const { payee } = terms
  return [[terms], opened.map((one) => ({ ...one, payee }))]
})

const blocks = fc.constantFrom(0, 0, 2, 3, 4)

/** The turns of a scene, each with room for somebody else's command. */
const scene: fc.Arbitrary<Turn[]> = fc
  .tuple(
    fc.oneof(race, watch, lower, failing, forward, gather, narrow),
    fc.array(fc.tuple(fc.option(command, { freq: 1, nil: undefined }), blocks), {
      minLength: 5,
      maxLength: 5,
    }),
  )
  .map(([scripted, between]) =>
    scripted.map((commands, i) => {
      const [extra, count = 0] = between[i] ?? []
      return { commands: extra === undefined ? commands : [...commands, extra], blocks: count }
    }),
  )

/** A run: random turns and scenes, in any order. */
export const turns: fc.Arbitrary<Turn[]> = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: turn.map((one) => [one]) }, { weight: 1, arbitrary: scene }),
    { minLength: 10, maxLength: 18, size: 'max' },
  )
  .map((parts) => parts.flat())
