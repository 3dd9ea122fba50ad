/** Reading what a client needs of a TDX quote, without judging it. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { toHex } from '../codecs/hex.js'
import type { Registers } from './evidence.js'
import { pemCertificates } from './pem.js'

export type TdQuote = {
  readonly registers: Registers
  readonly reportData: Uint8Array
  /** SHA-256 of the signed part, by which the contract knows a quote. */
  readonly quoteHash: string
  /** The PCK chain in DER, leaf first; empty when the quote carries none. */
  readonly pckChain: readonly Uint8Array[]
}

/** Reads a quote of version 4 or 5; throws on anything else. */
export function readTdQuote(quote: Uint8Array): TdQuote {
  const view = new DataView(quote.buffer, quote.byteOffset, quote.length)
  const version = view.getUint16(0, true)
  if ((version !== 4 && version !== 5) || view.getUint32(4, true) !== 0x81) {
    throw new RangeError('not a TDX quote of version 4 or 5')
  }
  const bodyAt = version === 4 ? 48 : 54
  const bodyLength = version === 4 ? 584 : view.getUint32(50, true)
  const authAt = bodyAt + bodyLength
  const body = quote.subarray(bodyAt, authAt)
  const register = (at: number): Uint8Array => body.slice(at, at + 48)
  return {
    registers: {
      mrtd: register(136),
      mrConfigId: register(184),
      mrOwner: register(232),
      mrOwnerConfig: register(280),
      rtmrs: [register(328), register(376), register(424), register(472)],
    },
    reportData: body.slice(520, 584),
    quoteHash: toHex(sha256(quote.subarray(0, authAt))),
    pckChain: readPckChain(quote, view, authAt + 4 + 64 + 64 + 2 + 4 + 384 + 64),
  }
}

function readPckChain(quote: Uint8Array, view: DataView, qeAuthAt: number): readonly Uint8Array[] {
  const typeAt = qeAuthAt + 2 + view.getUint16(qeAuthAt, true)
  if (view.getUint16(typeAt, true) !== 5) return []
  const from = typeAt + 6
  const pem = quote.subarray(from, from + view.getUint32(typeAt + 2, true))
  return pemCertificates(new TextDecoder().decode(concatBytes(pem)))
}
