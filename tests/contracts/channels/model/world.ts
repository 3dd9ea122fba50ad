/** Everything beside the chain that a run knows: keys, channels opened, messages signed, calls made. */
import { createHash } from 'node:crypto'
import { type VoucherKey, voucherKey } from '../../../support/channels-fixture.js'
import type { Amount, Who } from './commands.js'
import type { PlannedAction } from './driver.js'
import { idOf, type Name, names, near, type payees, type payers, type Token } from './names.js'
import type { Oracle } from './oracle.js'
import { hexOf, type Signed, type SignedBook } from './signed.js'

export type WorldChannel = {
  readonly id: string
  readonly payer: (typeof payers)[number]
  readonly payee: (typeof payees)[number]
  readonly token: Token
  readonly open: PlannedAction
}

export type World = {
  readonly ctx: Uint8Array
  readonly signed: SignedBook
  readonly oracle: Oracle
  readonly channels: WorldChannel[]
  /** Calls of the contract that were made, for repeating. */
  readonly history: PlannedAction[]
  /** The most that was signed, by channel and lane. */
  readonly promised: Map<string, bigint>
  /** Of the payees' terms, as they were last seen. */
  revisions: ReadonlyMap<string, bigint>
  /** Counts salts, so that ids differ. */
  salts: number
  /** Where the contract's notifications begin to count; 0 before the first. */
  outboxBase: bigint
}

/** Keys by what they are for; the same in every run. */
export const keys = {
  signer: (payer: Name): VoucherKey => named(`signer ${payer}`),
  payee: (payee: Name): VoucherKey => named(`payee ${payee}`),
  tee: (): VoucherKey => named('tee'),
  forger: (): VoucherKey => named('forger'),
}

const made = new Map<string, VoucherKey>()

function named(name: string): VoucherKey {
  const key = made.get(name) ?? voucherKey(createHash('sha256').update(name).digest())
  made.set(name, key)
  return key
}

/** Signs and remembers what the bytes say. */
export function signWith(
  world: World,
  key: VoucherKey,
  message: Uint8Array,
  fields: Signed,
): { readonly message: Uint8Array; readonly signature: Uint8Array } {
  const signature = key.sign(message)
  world.signed.note(message, signature, hexOf(key.publicKey), fields)
  return { message, signature }
}

/** 0.25 NEAR and a bit, or 97 tokens: odd enough for rounding to show. */
const unitOf = (token: Token): bigint => (token === near ? 250_000_000_000_000_123_456_789n : 97n)

export function plainAmount(token: Token, { jitter, level }: Amount): bigint {
  const amount = BigInt(level) * unitOf(token) + jitter
  return amount > 0n ? amount : 0n
}

/** An amount to sign for a lane: from zero, or more than the most so far. */
export function laneAmount(
  world: World,
  channel: WorldChannel,
  lane: number,
  amount: Amount,
): bigint {
  const signed = world.promised.get(`${channel.id} ${lane}`) ?? 0n
  const { isMore, jitter, level } = amount
  if (!isMore) return plainAmount(channel.token, amount)
  const more = signed + (BigInt(level) * unitOf(channel.token)) / 8n + jitter
  return more > 0n ? more : 0n
}

/** The payer has signed this much for a lane. */
export function promise(world: World, channelId: string, lane: number, cumulative: bigint): void {
  const key = `${channelId} ${lane}`
  if (cumulative > (world.promised.get(key) ?? 0n)) world.promised.set(key, cumulative)
  world.oracle.promised(channelId, lane, cumulative)
}

/** Counted from the newest, which is the likeliest to be open. */
export function picked({ channels }: World, pick: number): WorldChannel | undefined {
  return channels[channels.length - 1 - (pick % Math.max(channels.length, 1))]
}

/** The most that was signed for the channel's other lanes, all together. */
export function promisedBeside(world: World, { id }: WorldChannel, lane: number): bigint {
  let sum = 0n
  for (let other = 0; other <= 3; other++)
    if (other !== lane) sum += world.promised.get(`${id} ${other}`) ?? 0n
  return sum
}

export function accountOfWho(who: Who, channel: WorldChannel | undefined): string {
  if (who === 'payer') return idOf(channel?.payer ?? 'ann')
  if (who === 'payee') return idOf(channel?.payee ?? 'cat')
  return idOf(names.find((name) => name === who) ?? 'eve')
}
