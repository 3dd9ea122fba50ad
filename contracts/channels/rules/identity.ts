/** Preimages of the context and channel ids; the caller hashes them with SHA-256. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'

export type ChannelTerms = {
  readonly payerId: string
  readonly payeeId: string
  readonly token: string
  readonly signerKey: Uint8Array
  readonly payeeKey: Uint8Array
  readonly graceS: number
  readonly feeBps: number
  readonly termsHash: Uint8Array
  readonly salt: Uint8Array
  readonly openHeight: bigint
}

const contextDomain = 'near-paych/ctx/1'
const channelDomain = 'near-paych/chan/1'

export function contextPreimage(chainId: string, contractId: string): Uint8Array {
  return joinBytes([ascii(contextDomain), prefixed(chainId), prefixed(contractId)])
}

export function channelPreimage(ctx: Uint8Array, terms: ChannelTerms): Uint8Array {
  const numbers = new Uint8Array(6)
  const view = new DataView(numbers.buffer)
  view.setUint32(0, terms.graceS, true)
  view.setUint16(4, terms.feeBps, true)
  const height = new Uint8Array(8)
  new DataView(height.buffer).setBigUint64(0, terms.openHeight, true)
  return joinBytes([
    ascii(channelDomain),
    ctx,
    prefixed(terms.payerId),
    prefixed(terms.payeeId),
    prefixed(terms.token),
    terms.signerKey,
    terms.payeeKey,
    numbers,
    terms.termsHash,
    terms.salt,
    height,
  ])
}

/** A length of one byte and the text. */
function prefixed(text: string): Uint8Array {
  return joinBytes([Uint8Array.of(text.length), ascii(text)])
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
