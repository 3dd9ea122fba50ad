/** Preimages of the context and channel ids; the caller hashes them with SHA-256. Pure. */
import { joinBytes } from '../../common/bytes.js'
import { RecordWriter } from '../../common/record.js'

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
  return joinBytes([
    ascii(contextDomain),
    new RecordWriter(2 + chainId.length + contractId.length)
      .ascii(chainId)
      .ascii(contractId)
      .finish(),
  ])
}

export function channelPreimage(ctx: Uint8Array, terms: ChannelTerms): Uint8Array {
  const writer = new RecordWriter(512).bytes(ascii(channelDomain)).bytes(ctx)
  writer.ascii(terms.payerId).ascii(terms.payeeId).ascii(terms.token)
  writer.bytes(terms.signerKey).bytes(terms.payeeKey).u32(terms.graceS).u16(terms.feeBps)
  return writer.bytes(terms.termsHash).bytes(terms.salt).u64(terms.openHeight).finish()
}

function ascii(text: string): Uint8Array {
  return new RecordWriter(text.length + 1).ascii(text).finish().slice(1)
}
