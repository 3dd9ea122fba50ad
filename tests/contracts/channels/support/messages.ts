/** Every signed kind and raw input, encoded from the tables of the contract's documentation alone. */
import { createHash } from 'node:crypto'
import type { VoucherKey } from '../../../support/channels-fixture.js'

const tag = 2 ** 31 + 7402

export const sha256 = (bytes: Uint8Array | string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(bytes).digest())

export const sha256Hex = (text: string): string => Buffer.from(sha256(text)).toString('hex')

export function little(value: bigint | number, size: number): Uint8Array {
  const out = new Uint8Array(size)
  let rest = BigInt(value)
  for (let i = 0; i < size; i++) {
    out[i] = Number(rest & 255n)
    rest >>= 8n
  }
  return out
}

export const join = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts))

/** The 72 bytes that every kind starts with. */
export function head(
  kind: number,
  ctx: Uint8Array,
  channelId: Uint8Array | string,
  flags = 0,
): Uint8Array {
  const id = typeof channelId === 'string' ? Buffer.from(channelId, 'hex') : channelId
  return join(little(tag, 4), Uint8Array.of(1, kind), little(flags, 2), ctx, id)
}

export type VoucherFields = {
  readonly cumulative: bigint
  readonly lane?: number
  readonly ackHash?: Uint8Array
  readonly flags?: number
}

export function voucher(ctx: Uint8Array, channelId: string, fields: VoucherFields): Uint8Array {
  const { ackHash = new Uint8Array(32), cumulative, flags = 0, lane = 0 } = fields
  const amounts = [little(cumulative, 16), little(lane, 4), little(0, 4)]
  return join(head(1, ctx, channelId, flags), ...amounts, ackHash)
}

export function refundAuth(ctx: Uint8Array, channelId: string, total: bigint): Uint8Array {
  return join(head(6, ctx, channelId), little(total, 16), new Uint8Array(8))
}

export type TickFields = {
  readonly base: bigint
  readonly lane?: number
  readonly maxTicks: number
  readonly tickPrice: bigint
  readonly root: Uint8Array
}

export function tickCommit(ctx: Uint8Array, channelId: string, fields: TickFields): Uint8Array {
  const { base, lane = 0, maxTicks, root, tickPrice } = fields
  const numbers = [little(base, 16), little(lane, 4), little(maxTicks, 4), little(tickPrice, 8)]
  return join(head(3, ctx, channelId), ...numbers, root)
}

/** Hashes of a PayWord chain, the root first: `chain[k]` hashed `k` times is the root. */
export function tickChain(seed: Uint8Array, length: number): readonly Uint8Array[] {
  const chain = [seed]
  for (let i = 0; i < length; i++) chain.unshift(sha256(chain[0] ?? seed))
  return chain
}

export type MultiEntry = {
  readonly channelId: Uint8Array
  readonly lane: number
  readonly cumulative: bigint
}

export function ascending(entries: readonly MultiEntry[]): MultiEntry[] {
  return [...entries].sort((a, b) => Buffer.compare(a.channelId, b.channelId) || a.lane - b.lane)
}

export function multiEntries(entries: readonly MultiEntry[]): Uint8Array {
  return join(
    ...entries.map(({ channelId, cumulative, lane }) =>
      join(channelId, little(lane, 4), little(cumulative, 16)),
    ),
  )
}

/** Kind 5 over entries as they are. */
export function multiVoucher(ctx: Uint8Array, entries: readonly MultiEntry[]): Uint8Array {
  const list = join(
    Buffer.from('near-paych/multi/1'),
    little(entries.length, 4),
    multiEntries(entries),
  )
  return head(5, ctx, sha256(list))
}

/** Input of `settle_multi`. */
export function multiInput(
  ctx: Uint8Array,
  signer: VoucherKey,
  entries: readonly MultiEntry[],
): Uint8Array {
  const signature = signer.sign(multiVoucher(ctx, entries))
  return join(signer.publicKey, signature, multiEntries(entries))
}

/** An entry of `settle_batch`, from a voucher and its signature. */
export function batchEntry(signed: {
  readonly voucher: Uint8Array
  readonly signature: Uint8Array
}): Uint8Array {
  const { signature, voucher: bytes } = signed
  const [id, cumulative, lane, ack] = [
    bytes.slice(40, 72),
    bytes.slice(72, 88),
    bytes.slice(88, 92),
    bytes.slice(96, 128),
  ]
  return join(id, lane, cumulative, ack, signature)
}

/** Input of `settle_batch`. */
export function batchInput(
  entries: readonly Uint8Array[],
  payeeId = 'payee.hub.near',
  token = 'NEAR',
): Uint8Array {
  const prefixed = (text: string): Uint8Array => join(Uint8Array.of(text.length), Buffer.from(text))
  return join(prefixed(payeeId), prefixed(token), ...entries)
}
