/** Licensing's money as a few lines of arithmetic: lists of payments, and what follows from them. */
import {
  type Command,
  type Person,
  people,
  type SplitShape,
  type Token,
  tokens,
} from './commands.js'

/** Asset 0 has no parents; 1 descends from 0; 2 descends from 1, and so from 0. */
export const links: readonly Readonly<Record<number, number>>[] = [
  {},
  { 0: 150_000 },
  { 0: 150_000, 1: 90_000 },
]
const feePpm = 20_000
const poolPpm = 100_000
export const price = 1000n

export type Flow = {
  readonly payments: { readonly epoch: number; readonly amount: bigint }[]
  readonly royalties: { readonly epoch: number; readonly amount: bigint }[]
  readonly claims: { readonly epoch: number; readonly account: string; readonly amount: bigint }[]
  readonly pulled: Map<number, { readonly amount: bigint; readonly at: number }>
  /** What came late: when the oldest of the last day's group was earned, when that began, when it grew. */
  late: { readonly since: number; readonly from: number; readonly last: number } | undefined
  firstAt: number
  /** Whose pool share waits, fixed when it began to. */
  poolId: number
  feeTaken: bigint
  poolTaken: bigint
  /** The entry that waits or waited, and since when. */
  forward: { id: number; day: number } | undefined
}

export type ModelAsset = {
  readonly flows: Readonly<Record<Token, Flow>>
  readonly splits: (SplitShape | undefined)[]
  /** When each split comes into force. */
  readonly from: number[]
  isFrozen: boolean
  readonly owner: Person
  taggedUntil: number
  tagFreeAt: number
  wasTagged: boolean
}

export type Model = {
  readonly assets: readonly ModelAsset[]
  readonly credits: Map<string, bigint>
  /** Amounts that wait in the outbox, by entry. */
  readonly waiting: Map<number, { readonly token: Token; readonly amount: bigint }>
  outboxIds: number
  day: number
  /** Orders what happens on one day. */
  steps: number
  ladder: 'accepting' | 'failing' | 'keeping' | 'bomb'
  badToken: 'honest' | 'failing' | 'lying'
  poolId: number
  /** Follows the pool from a day on. */
  coming: { readonly poolId: number; readonly fromDay: number } | undefined
  paused: boolean
}

export function newModel(): Model {
  return {
    assets: people.map((owner) => ({
      owner,
      flows: Object.fromEntries(tokens.map((token) => [token, newFlow()])) as Record<Token, Flow>,
      splits: [undefined],
      from: [0],
      isFrozen: false,
      taggedUntil: 0,
      tagFreeAt: 0,
      wasTagged: false,
    })),
    credits: new Map(),
    waiting: new Map(),
    outboxIds: 0,
    day: 1,
    steps: 0,
    ladder: 'accepting',
    badToken: 'honest',
    poolId: 0,
    coming: undefined,
    paused: false,
  }
}

function newFlow(): Flow {
  const empty = { feeTaken: 0n, poolTaken: 0n, forward: undefined, late: undefined, firstAt: 0 }
  return { payments: [], royalties: [], claims: [], pulled: new Map(), poolId: 0, ...empty }
}

const part = (amount: bigint, ppm: number): bigint => (amount * BigInt(ppm)) / 1_000_000n
const sum = (list: readonly { readonly amount: bigint }[]): bigint =>
  list.reduce((total, { amount }) => total + amount, 0n)

export function gross(flow: Flow): bigint {
  return sum(flow.payments)
}

export function held(flow: Flow): bigint {
  const out = flow.feeTaken + flow.poolTaken + pulledFrom(flow) + sum(flow.claims)
  return gross(flow) + sum(flow.royalties) - out
}

export function claimedIn(flow: Flow, epoch: number): bigint {
  return sum(flow.claims.filter((claim) => claim.epoch === epoch))
}

export function pulledFrom(flow: Flow): bigint {
  return [...flow.pulled.values()].reduce((total, { amount }) => total + amount, 0n)
}

/** What an epoch's contributors own: what each payment earned in it added to the floor of the whole. */
export function own(model: Model, asset: number, token: Token, epoch: number): bigint {
  const flow = flowOf(model, asset, token)
  const stack = Object.values(links[asset] ?? {}).reduce((total, ppm) => total + ppm, 0)
  const ppm = 1_000_000 - feePpm - poolPpm - stack
  let all = 0n
  let mine = 0n
  for (const payment of flow.payments) {
    const before = part(all, ppm)
    all += payment.amount
    if (payment.epoch === epoch) mine += part(all, ppm) - before
  }
  return mine + sum(flow.royalties.filter((item) => item.epoch === epoch))
}

const aDay = 1_000_000

/** A day and what came before on it, as one number. */
function now(model: Model): number {
  return model.day * aDay + model.steps
}

/** The split in force at a time. */
function epochAt({ from }: ModelAsset, time: number): number {
  return from.findLastIndex((start, epoch) => epoch === 0 || start <= time)
}

/** Money that was earned at a time, or since then. */
function pay(model: Model, asset: ModelAsset, flow: Flow, amount: bigint, ago: number): void {
  const time = now(model)
  const since = time - ago * aDay
  if (part(gross(flow), poolPpm) === flow.poolTaken) flow.poolId = presentPool(model)
  if (flow.payments.length === 0) flow.firstAt = since
  if (ago > 0) {
    const { late } = flow
    const isSame = late !== undefined && time <= late.from + aDay
    flow.late = {
      since: isSame ? Math.min(late.since, since) : since,
      from: isSame ? late.from : time,
      last: time,
    }
  }
  flow.payments.push({ epoch: epochAt(asset, since), amount })
}

export function flowOf(model: Model, asset: number, token: Token): Flow {
  const found = model.assets[asset]?.flows[token]
  if (found === undefined) throw new Error('no such flow')
  return found
}

/** Shares, what they are measured against, and what no share covers. */
function terms(model: Model, asset: number, epoch: number) {
  const shape = model.assets[asset]?.splits[epoch]
  if (shape === undefined) {
    const shares = people.map((who) => (who === model.assets[asset]?.owner ? 1n : 0n))
    return { shares, total: 1n, free: 0n, isInline: true, isLie: false }
  }
  const shares = shape.weights.map(BigInt)
  const all = shares.reduce((total, share) => total + share, 0n)
  if (shape.how === 'liar')
    return { shares, total: all, free: all - all / 2n, isInline: false, isLie: true }
  const free = BigInt(shape.free)
  return { shares, total: all + free, free, isInline: shape.how === 'inline', isLie: false }
}

/** The pool of what is earned now. */
function presentPool({ coming, day, poolId }: Model): number {
  return coming !== undefined && day >= coming.fromDay ? coming.poolId : poolId
}

function nameNext(model: Model, poolId: number): void {
  const present = presentPool(model)
  model.poolId = present === 0 ? poolId : present
  model.coming = present === 0 ? undefined : { poolId, fromDay: model.day + 7 }
}

/** Applies a command, or names the error that must come of it. */
export function step(model: Model, command: Command): string | undefined {
  model.steps += 1
  if (command.kind === 'wait') model.day += command.days
  else if (command.kind === 'ladder') model.ladder = command.mode
  else if (command.kind === 'badToken') model.badToken = command.mode
  else if (command.kind === 'pool') nameNext(model, command.poolId)
  else if (command.kind === 'pause') model.paused = true
  else if (command.kind === 'retry') return retry(model, command.pick)
  else if (command.kind === 'withdraw') return withdraw(model, command.by, command.token)
  else if (command.kind !== 'repeat') return onAsset(model, command)
  return undefined
}

type AssetCommand = Extract<Command, { readonly asset: number }>

function onAsset(model: Model, command: AssetCommand): string | undefined {
  const asset = model.assets[command.asset]
  if (asset === undefined) throw new Error('no such asset')
  const epoch = epochAt(asset, now(model))
  const latest = asset.splits.length - 1
  const isTagged = model.day < asset.taggedUntil
  switch (command.kind) {
    case 'earn': {
      if (command.by !== 'channels.hub.near') return 'ERR_NOT_NEIGHBOUR'
      if (command.token === 'bad.hub.near' && model.badToken !== 'honest') return undefined
      pay(model, asset, asset.flows[command.token], command.amount, command.ago)
      return undefined
    }
    case 'buy':
      if (model.paused) return 'ERR_PAUSED'
      if (isTagged) return 'ERR_ASSET_TAGGED'
      pay(model, asset, asset.flows.NEAR, command.quantity * price, 0)
      return undefined
    case 'split':
      if (asset.isFrozen) return 'ERR_SPLIT_FROZEN'
      if (epoch < latest) return 'ERR_SPLIT_ANNOUNCED'
      asset.splits.push(command.shape)
      asset.from.push(now(model) + (latest === 0 ? 0 : 7 * aDay))
      return undefined
    case 'freeze':
      if (asset.isFrozen) return 'ERR_SPLIT_FROZEN'
      if (epoch < latest) return 'ERR_SPLIT_ANNOUNCED'
      asset.isFrozen = true
      return undefined
    case 'tag':
      if (command.by !== 'guardian.hub.near') return 'ERR_NOT_GUARDIAN'
      if (model.day < asset.tagFreeAt) return 'ERR_TAG_PAUSE'
      asset.wasTagged = true
      asset.taggedUntil = model.day + command.days
      asset.tagFreeAt = asset.taggedUntil + 7
      return undefined
    case 'untag':
      if (!asset.wasTagged) return 'ERR_NOT_TAGGED'
      if (isTagged && command.by !== 'guardian.hub.near') return 'ERR_NOT_GUARDIAN'
      if (isTagged) asset.tagFreeAt = model.day + 7
      asset.wasTagged = false
      asset.taggedUntil = 0
      return undefined
    default:
      return isTagged ? 'ERR_ASSET_TAGGED' : payout(model, command, epoch)
  }
}

type Payout = Extract<
  AssetCommand,
  { readonly kind: 'pull' | 'claim' | 'residual' | 'fee' | 'forward' | 'treasury' }
>

function payout(model: Model, command: Payout, openEpoch: number): string | undefined {
  const { asset, token } = command
  const flow = flowOf(model, asset, token)
  const nothing = 'ERR_NOTHING_DUE'
  switch (command.kind) {
    case 'pull': {
      const ppm = links[asset]?.[command.ancestor]
      if (ppm === undefined) return 'ERR_NOT_ANCESTOR'
      const taken = flow.pulled.get(command.ancestor)
      const due = part(gross(flow), ppm) - (taken?.amount ?? 0n)
      const ancestor = model.assets[command.ancestor]
      if (ancestor === undefined) throw new Error('no such ancestor')
      const last = taken?.at ?? flow.firstAt
      const { late } = flow
      const since = late !== undefined && last < late.last ? Math.min(last, late.since) : last
      const epoch = epochAt(ancestor, since)
      const isFirst = epoch !== epochAt(ancestor, now(model)) && flow.payments.length > 0
      if (due === 0n && !isFirst) return nothing
      flow.pulled.set(command.ancestor, { amount: (taken?.amount ?? 0n) + due, at: now(model) })
      flowOf(model, command.ancestor, token).royalties.push({ epoch, amount: due })
      return undefined
    }
    case 'claim':
    case 'residual': {
      const { epoch } = command
      if (epoch >= (model.assets[asset]?.splits.length ?? 0)) return 'ERR_SPLIT_NOT_FOUND'
      const { shares, total, free, isInline, isLie } = terms(model, asset, epoch)
      const mine = own(model, asset, token, epoch)
      const account = command.kind === 'claim' ? command.account : ''
      const share = shares[people.indexOf(command.kind === 'claim' ? command.account : people[0])]
      if (command.kind === 'claim' && share === 0n) return 'ERR_NO_SHARE'
      if (command.kind === 'claim' && isLie) return 'ERR_SPLIT_PROOF'
      const floors = shares.reduce((rest, item) => rest - (mine * item) / total, mine)
      const residual = isInline && epoch < openEpoch ? floors : (mine * free) / total
      const entitled = command.kind === 'claim' ? (mine * (share ?? 0n)) / total : residual
      const claims = flow.claims.filter((claim) => claim.epoch === epoch)
      const taken = sum(claims.filter((claim) => claim.account === account))
      const due = entitled - taken
      if (due <= 0n) return nothing
      flow.claims.push({ epoch, account, amount: due })
      const owner = model.assets[asset]?.owner ?? people[0]
      credit(model, command.kind === 'claim' ? command.account : owner, token, due)
      return undefined
    }
    case 'fee': {
      const due = part(gross(flow), feePpm) - flow.feeTaken
      if (due === 0n) return nothing
      flow.feeTaken += due
      credit(model, 'treasury.hub.near', token, due)
      return undefined
    }
    case 'forward': {
      if (flow.poolId === 0) return 'ERR_NO_POOL'
      if (flow.forward !== undefined && model.waiting.has(flow.forward.id))
        return 'ERR_FORWARD_PENDING'
      const due = part(gross(flow), poolPpm) - flow.poolTaken
      if (due === 0n) return nothing
      flow.poolTaken += due
      model.outboxIds += 1
      flow.forward = { id: model.outboxIds, day: model.day }
      if (!isTaken(model, token)) model.waiting.set(model.outboxIds, { token, amount: due })
      return undefined
    }
    case 'treasury': {
      const isOld = flow.forward !== undefined && model.day >= flow.forward.day + 90
      const entry = isOld ? model.waiting.get(flow.forward?.id ?? 0) : undefined
      const refused = entry?.amount ?? 0n
      if (refused === 0n && flow.poolId !== 0) return 'ERR_POOL_NAMED'
      const unsent = flow.poolId === 0 ? part(gross(flow), poolPpm) - flow.poolTaken : 0n
      if (refused + unsent === 0n) return nothing
      if (entry !== undefined) model.waiting.delete(flow.forward?.id ?? 0)
      flow.poolTaken += unsent
      credit(model, 'treasury.hub.near', token, refused + unsent)
      return undefined
    }
  }
}

/** Whether the ladder, and the token on the way, take a notification. */
function isTaken(model: Model, token: Token): boolean {
  if (token === 'bad.hub.near' && model.badToken !== 'honest') return model.badToken === 'lying'
  return model.ladder !== 'failing'
}

function retry(model: Model, pick: number): string | undefined {
  const entry = model.waiting.get(pick)
  if (entry === undefined) return 'ERR_OUTBOX_UNKNOWN'
  if (isTaken(model, entry.token)) model.waiting.delete(pick)
  return undefined
}

function withdraw(model: Model, by: Person, token: Token): string | undefined {
  const key = `${by} ${token}`
  if ((model.credits.get(key) ?? 0n) === 0n) return 'ERR_NOTHING_TO_WITHDRAW'
  if (token !== 'bad.hub.near' || model.badToken !== 'failing') model.credits.set(key, 0n)
  return undefined
}

function credit(model: Model, account: string, token: Token, amount: bigint): void {
  const key = `${account} ${token}`
  model.credits.set(key, (model.credits.get(key) ?? 0n) + amount)
}
