import { attempt } from '../../codecs/attempt.js'
import { fromBase64, toBase64 } from '../../codecs/base64.js'
import { utf8 } from '../../codecs/bytes.js'
import { fromHex, toHex } from '../../codecs/hex.js'
import { decodeJson, encodeJson } from '../../codecs/json.js'
import { maxMultiEntries, multiEntryLength } from '../messages/multi-voucher.js'
import { type ChallengeEcho, x402Requirements } from './challenge.js'
import type { Offer } from './offer.js'

/** A voucher and its signature: ready to send and, unless it is conditional, ready to settle. */
export type VoucherCredential = {
  readonly action: 'voucher'
  readonly voucher: Uint8Array
  readonly signature: Uint8Array
}

/** Opens a hash chain on a lane. */
export type TickCommitCredential = {
  readonly action: 'tick-commit'
  readonly commit: Uint8Array
  readonly signature: Uint8Array
}

/** Pays by showing the next preimage of the lane's chain. */
export type TickCredential = {
  readonly action: 'tick'
  readonly channelId: Uint8Array
  readonly lane: number
  readonly ticks: number
  readonly preimage: Uint8Array
}

/**
 * One signature over lanes of several channels of one key. Every provider gets the whole list, takes what
 * is its own and can settle it without the others.
 */
export type MultiVoucherCredential = {
  readonly action: 'multi-voucher'
  /** The entry that pays for the request, counted from 0. */
  readonly at: number
  /** The list as the contract takes it: 52 bytes an entry, ascending, at most 16 entries. */
  readonly entries: Uint8Array
  /** Over the 72 bytes of kind 5, which follow from the list. */
  readonly signature: Uint8Array
}

/** What a client sends in `Authorization: Payment ...` or, to x402 servers, in `PAYMENT-SIGNATURE`. */
export type Credential =
  | VoucherCredential
  | TickCommitCredential
  | TickCredential
  | MultiVoucherCredential

/** A credential off the wire, and what it repeats of the challenge that it answers, if any. */
export type Presented = {
  readonly credential: Credential
  readonly echo: ChallengeEcho | undefined
}

const scheme = 'Payment '
/** Intermediaries drop longer header values. */
const longestHeader = 2048

/** The `Authorization` value. */
export function encodeCredential(credential: Credential, echo?: ChallengeEcho): string {
  const { id, expires, digest, opaque } = echo ?? { id: undefined }
  const payload = payloadOf(credential)
  const challenge = id === undefined ? {} : { challenge: { id, expires, digest, opaque } }
  return scheme + encodeJson({ ...challenge, payload })
}

/** The `PAYMENT-SIGNATURE` value of x402 v2. */
export function encodeX402Credential(credential: Credential, offer: Offer): string {
  const { extra: _, ...accepted } = x402Requirements(offer)
  const document = { x402Version: 2, accepted, payload: payloadOf(credential) }
  return toBase64(utf8(JSON.stringify(document)))
}

/** Undefined when the header is not a payment credential. Strict: every field has its size. */
export function decodeCredential(header: string): Presented | undefined {
  if (!header.startsWith(scheme)) return undefined
  return decodeDocument(header.slice(scheme.length))
}

export function decodeX402Credential(header: string): Presented | undefined {
  const document = attempt(() => decodeJson(header)) as Record<string, unknown> | undefined
  return document?.x402Version === 2 ? decodeDocument(header) : undefined
}

function decodeDocument(text: string): Presented | undefined {
  if (text.length > longestHeader) return undefined
  const document = decodeJson(text)
  if (typeof document !== 'object' || document === null) return undefined
  const { payload, challenge } = document as Record<string, unknown>
  const credential = attempt(() => readPayload(payload as Record<string, unknown>))
  const echo = readEcho(challenge)
  return credential === undefined || echo === 'malformed' ? undefined : { credential, echo }
}

/** Ids in hex, other bytes in base64, the rest as it is. */
function payloadOf(credential: Credential): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(credential).map(([name, value]: [string, string | number | Uint8Array]) => {
      if (!(value instanceof Uint8Array)) return [name, value]
      return [name, name === 'channelId' ? toHex(value) : toBase64(value)]
    }),
  )
}

/** Throws on anything malformed. */
function readPayload(payload: Record<string, unknown>): Credential | undefined {
  const bytes = (name: string, length: number): Uint8Array => {
    const found = fromBase64(String(payload[name]))
    if (found.length !== length) throw new RangeError(name)
    return found
  }
  const count = (name: string): number => {
    const found = payload[name]
    if (!Number.isInteger(found) || Number(found) < 0 || Number(found) >= 2 ** 32)
      throw new RangeError(name)
    return Number(found)
  }
  switch (payload.action) {
    case 'voucher':
      return {
        action: 'voucher',
        voucher: bytes('voucher', 128),
        signature: bytes('signature', 64),
      }
    case 'tick-commit':
      return {
        action: 'tick-commit',
        commit: bytes('commit', 136),
        signature: bytes('signature', 64),
      }
    case 'tick': {
      const channelId = fromHex(String(payload.channelId))
      if (channelId.length !== 32) return undefined
      return {
        action: 'tick',
        channelId,
        lane: count('lane'),
        ticks: count('ticks'),
        preimage: bytes('preimage', 32),
      }
    }
    case 'multi-voucher': {
      const entries = fromBase64(String(payload.entries))
      const length = entries.length / multiEntryLength
      if (!Number.isInteger(length) || length < 1 || length > maxMultiEntries) return undefined
      const at = count('at')
      if (at >= length) return undefined
      return { action: 'multi-voucher', at, entries, signature: bytes('signature', 64) }
    }
    default:
      return undefined
  }
}

function readEcho(value: unknown): ChallengeEcho | undefined | 'malformed' {
  if (value === undefined) return undefined
  if (typeof value !== 'object' || value === null) return 'malformed'
  const { id, expires, digest, opaque } = value as Record<string, unknown>
  const text = (slot: unknown): slot is string | undefined =>
    slot === undefined || typeof slot === 'string'
  if (typeof id !== 'string' || !text(expires) || !text(digest) || !text(opaque)) return 'malformed'
  return { id, expires, digest, opaque }
}
