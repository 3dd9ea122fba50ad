/** Signed messages: fixed lengths, every reserved bit checked. Pure. */

export type MessageHead = { readonly ctx: Uint8Array; readonly channelId: Uint8Array }

export type Voucher = MessageHead & {
  readonly cumulativeYocto: bigint
  readonly lane: number
  readonly ackHash: Uint8Array
}

/** Good up to and with a block height: what the payee serves after signing must not be lost for ever. */
export type CloseAuth = MessageHead & {
  readonly finalYocto: bigint
  readonly validUntilHeight: bigint
}

/** The sum of all refunds over the channel's life, this one included: a repeated one frees nothing. */
export type RefundAuth = MessageHead & { readonly totalRefund: bigint }

export type TickCommit = MessageHead & {
  readonly base: bigint
  readonly lane: number
  readonly maxTicks: number
  readonly tickPrice: bigint
  readonly root: Uint8Array
}

/** Which field is wrong, for ERR_VOUCHER_MALFORMED. */
export type Malformed = { readonly malformed: string }

/** Where a voucher has its fields behind the head. */
export const voucherAt = {
  channelId: 40,
  cumulative: 72,
  lane: 88,
  reserved: 92,
  ackHash: 96,
} as const
export const voucherLength = 128
export const closeAuthLength = 96
export const refundAuthLength = 96
export const tickCommitLength = 136
export const multiLength = 72

export const kinds = { voucher: 1, closeAuth: 2, tickCommit: 3, multi: 5, refundAuth: 6 } as const

/** Flag of a voucher that counts only with the signature of the channel's TEE key. */
export const conditionalFlag = 1

const tag = 2 ** 31 + 7402
const version = 1

export function decodeVoucher(bytes: Uint8Array, flags = 0): Voucher | Malformed {
  const problem = checkHead(bytes, voucherLength, kinds.voucher, flags)
  if (problem !== undefined) return problem
  const view = viewOf(bytes)
  if (view.getUint32(voucherAt.reserved, true) !== 0) return { malformed: 'reserved field' }
  return {
    ...headOf(bytes),
    cumulativeYocto: readU128(view, voucherAt.cumulative),
    lane: view.getUint32(voucherAt.lane, true),
    ackHash: bytes.slice(voucherAt.ackHash, voucherLength),
  }
}

export function decodeCloseAuth(bytes: Uint8Array): CloseAuth | Malformed {
  const decoded = decodePayeeAmount(bytes, kinds.closeAuth)
  if ('malformed' in decoded) return decoded
  return { ...headOf(bytes), finalYocto: decoded.amount, validUntilHeight: decoded.last }
}

export function decodeRefundAuth(bytes: Uint8Array): RefundAuth | Malformed {
  const decoded = decodePayeeAmount(bytes, kinds.refundAuth)
  if ('malformed' in decoded) return decoded
  if (decoded.last !== 0n) return { malformed: 'reserved field' }
  return { ...headOf(bytes), totalRefund: decoded.amount }
}

function decodePayeeAmount(
  bytes: Uint8Array,
  kind: number,
): { readonly amount: bigint; readonly last: bigint } | Malformed {
  const problem = checkHead(bytes, closeAuthLength, kind, 0)
  if (problem !== undefined) return problem
  const view = viewOf(bytes)
  return { amount: readU128(view, 72), last: view.getBigUint64(88, true) }
}

export function decodeTickCommit(bytes: Uint8Array): TickCommit | Malformed {
  const problem = checkHead(bytes, tickCommitLength, kinds.tickCommit, 0)
  if (problem !== undefined) return problem
  const view = viewOf(bytes)
  return {
    ...headOf(bytes),
    base: readU128(view, 72),
    lane: view.getUint32(88, true),
    maxTicks: view.getUint32(92, true),
    tickPrice: view.getBigUint64(96, true),
    root: bytes.slice(104, 136),
  }
}

/** The first 40 bytes of a message: tag, version, kind, flags, context. */
export function encodeHead(kind: number, flags: number, ctx: Uint8Array): Uint8Array {
  const head = new Uint8Array(40)
  const view = viewOf(head)
  view.setUint32(0, tag, true)
  head[4] = version
  head[5] = kind
  view.setUint16(6, flags, true)
  head.set(ctx, 8)
  return head
}

function checkHead(
  bytes: Uint8Array,
  length: number,
  kind: number,
  flags: number,
): Malformed | undefined {
  if (bytes.length !== length) return { malformed: 'length' }
  const view = viewOf(bytes)
  if (view.getUint32(0, true) !== tag) return { malformed: 'tag' }
  if (bytes[4] !== version) return { malformed: 'version' }
  if (bytes[5] !== kind) return { malformed: 'kind' }
  return view.getUint16(6, true) === flags ? undefined : { malformed: 'flags' }
}

function headOf(bytes: Uint8Array): MessageHead {
  return { ctx: bytes.slice(8, 40), channelId: bytes.slice(40, 72) }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function readU128(view: DataView, at: number): bigint {
  return (view.getBigUint64(at + 8, true) << 64n) | view.getBigUint64(at, true)
}

export function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, value, true)
  return bytes
}
