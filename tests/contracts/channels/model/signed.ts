/** Every message signed in a run, so that the model need not do cryptography. */

export type Signed =
  | {
      readonly kind: 'voucher'
      readonly channelId: string
      readonly lane: number
      readonly cumulative: bigint
      /** Lower-case hex, as are all bytes here. */
      readonly ackHash: string
      readonly isConditional: boolean
    }
  | {
      readonly kind: 'close'
      readonly channelId: string
      readonly final: bigint
      readonly last: bigint
    }
  | { readonly kind: 'refund'; readonly channelId: string; readonly total: bigint }
  | {
      readonly kind: 'ticks'
      readonly channelId: string
      readonly lane: number
      readonly base: bigint
      readonly maxTicks: number
      readonly tickPrice: bigint
      readonly root: string
    }
  | { readonly kind: 'multi'; readonly entries: string }
  | { readonly kind: 'text' }

export type SignedBook = {
  readonly note: (message: Uint8Array, signature: Uint8Array, key: string, fields: Signed) => void
  /** What a message says; undefined for bytes that nobody ever signed. */
  readonly read: (message: string) => Signed | undefined
  readonly isBy: (message: string, signature: string, key: string) => boolean
  /** The voucher that a signature stands under, for entries that carry no whole message. */
  readonly under: (
    signature: string,
  ) => { readonly fields: Signed; readonly key: string } | undefined
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const hexOfBase64 = (text: unknown): string =>
  Buffer.from(String(text), 'base64').toString('hex')

export function createSignedBook(): SignedBook {
  const messages = new Map<string, Signed>()
  const signatures = new Map<string, { readonly message: string; readonly key: string }>()
  return {
    note: (message, signature, key, fields) => {
      messages.set(hexOf(message), fields)
      signatures.set(hexOf(signature), { message: hexOf(message), key })
    },
    read: (message) => messages.get(message),
    isBy: (message, signature, key) => {
      const known = signatures.get(signature)
      return known?.message === message && known.key === key
    },
    under: (signature) => {
      const known = signatures.get(signature)
      const fields = known && messages.get(known.message)
      return known && fields && { fields, key: known.key }
    },
  }
}
