import { FieldWriter, readUint } from './bytes.js'

/** NEP-461 style tag: no signed message can be taken for a transaction or delegate action. */
const tag = 2 ** 31 + 7402
const version = 1
const kinds = { voucher: 1, closeAuth: 2 } as const

export const voucherLength = 128
export const closeAuthLength = 96

/** "The payer owes `cumulativeYocto` on this lane of this channel, all together." */
export type Voucher = {
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly cumulativeYocto: bigint
  readonly lane: number
  /** SHA-256 of the last usage receipt the payer acknowledges; zeros for none. */
  readonly ackHash: Uint8Array
}

/** "The payee agrees to close with `finalYocto`." */
export type CloseAuth = {
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly finalYocto: bigint
}

export const noAck: Uint8Array = new Uint8Array(32)

export function encodeVoucher(voucher: Voucher): Uint8Array {
  return head(kinds.voucher, voucher.ctx, voucher.channelId)
    .uint(voucher.cumulativeYocto, 16)
    .uint(voucher.lane, 4)
    .uint(0, 4)
    .bytes(voucher.ackHash, 32)
    .finish()
}

/** The voucher in these bytes; undefined when any fixed or reserved field is off. */
export function decodeVoucher(bytes: Uint8Array): Voucher | undefined {
  if (!hasHead(bytes, voucherLength, kinds.voucher) || readUint(bytes, 92, 4) !== 0n)
    return undefined
  return {
    ctx: bytes.slice(8, 40),
    channelId: bytes.slice(40, 72),
    cumulativeYocto: readUint(bytes, 72, 16),
    lane: Number(readUint(bytes, 88, 4)),
    ackHash: bytes.slice(96, 128),
  }
}

export function encodeCloseAuth(auth: CloseAuth): Uint8Array {
  return head(kinds.closeAuth, auth.ctx, auth.channelId)
    .uint(auth.finalYocto, 16)
    .uint(0, 8)
    .finish()
}

export function decodeCloseAuth(bytes: Uint8Array): CloseAuth | undefined {
  if (!hasHead(bytes, closeAuthLength, kinds.closeAuth) || readUint(bytes, 88, 8) !== 0n)
    return undefined
  return {
    ctx: bytes.slice(8, 40),
    channelId: bytes.slice(40, 72),
    finalYocto: readUint(bytes, 72, 16),
  }
}

function head(kind: number, ctx: Uint8Array, channelId: Uint8Array): FieldWriter {
  return new FieldWriter()
    .uint(tag, 4)
    .uint(version, 1)
    .uint(kind, 1)
    .uint(0, 2)
    .bytes(ctx, 32)
    .bytes(channelId, 32)
}

function hasHead(bytes: Uint8Array, length: number, kind: number): boolean {
  return (
    bytes.length === length &&
    readUint(bytes, 0, 4) === BigInt(tag) &&
    bytes[4] === version &&
    bytes[5] === kind &&
    readUint(bytes, 6, 2) === 0n
  )
}
