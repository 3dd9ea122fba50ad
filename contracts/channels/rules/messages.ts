/** Decoding of signed messages: fixed lengths, every reserved bit checked. Pure. */

export type MessageHead = { readonly ctx: Uint8Array; readonly channelId: Uint8Array }

export type Voucher = MessageHead & {
  readonly cumulativeYocto: bigint
  readonly lane: number
  readonly ackHash: Uint8Array
}

export type CloseAuth = MessageHead & { readonly finalYocto: bigint }

/** Which field is wrong, for ERR_VOUCHER_MALFORMED. */
export type Malformed = { readonly malformed: string }

export const voucherLength = 128
export const closeAuthLength = 96

const tag = 2 ** 31 + 7402
const version = 1
const kinds = { voucher: 1, closeAuth: 2 } as const

export function decodeVoucher(bytes: Uint8Array): Voucher | Malformed {
  const problem = checkHead(bytes, voucherLength, kinds.voucher)
  if (problem !== undefined) return problem
  const view = viewOf(bytes)
  if (view.getUint32(92, true) !== 0) return { malformed: 'reserved field' }
  return {
    ctx: bytes.slice(8, 40),
    channelId: bytes.slice(40, 72),
    cumulativeYocto: readU128(view, 72),
    lane: view.getUint32(88, true),
    ackHash: bytes.slice(96, 128),
  }
}

export function decodeCloseAuth(bytes: Uint8Array): CloseAuth | Malformed {
  const problem = checkHead(bytes, closeAuthLength, kinds.closeAuth)
  if (problem !== undefined) return problem
  const view = viewOf(bytes)
  if (view.getBigUint64(88, true) !== 0n) return { malformed: 'reserved field' }
  return { ctx: bytes.slice(8, 40), channelId: bytes.slice(40, 72), finalYocto: readU128(view, 72) }
}

function checkHead(bytes: Uint8Array, length: number, kind: number): Malformed | undefined {
  if (bytes.length !== length) return { malformed: 'length' }
  const view = viewOf(bytes)
  if (view.getUint32(0, true) !== tag) return { malformed: 'tag' }
  if (bytes[4] !== version) return { malformed: 'version' }
  if (bytes[5] !== kind) return { malformed: 'kind' }
  return view.getUint16(6, true) === 0 ? undefined : { malformed: 'flags' }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

function readU128(view: DataView, at: number): bigint {
  return (view.getBigUint64(at + 8, true) << 64n) | view.getBigUint64(at, true)
}
