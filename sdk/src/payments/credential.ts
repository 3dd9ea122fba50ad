import { decodeJson, encodeJson, fromBase64, toBase64 } from './bytes.js'

/** What a client sends in `Authorization: Payment ...`: a voucher and its signature. */
export type Credential = {
  readonly voucher: Uint8Array
  readonly signature: Uint8Array
  /** Id of the challenge that this answers, when it answers one. */
  readonly challenge: string | undefined
}

const scheme = 'Payment '

export function encodeCredential(credential: Credential): string {
  return (
    scheme +
    encodeJson({
      action: 'voucher',
      voucher: toBase64(credential.voucher),
      signature: toBase64(credential.signature),
      ...(credential.challenge === undefined ? {} : { challenge: credential.challenge }),
    })
  )
}

/** Undefined when the header is not a voucher credential. */
export function decodeCredential(header: string): Credential | undefined {
  if (!header.startsWith(scheme) || header.length > 2048) return undefined
  const value = decodeJson(header.slice(scheme.length))
  if (typeof value !== 'object' || value === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  const voucher = bytes(fields.get('voucher'))
  const signature = bytes(fields.get('signature'))
  const challenge = fields.get('challenge')
  if (fields.get('action') !== 'voucher' || voucher === undefined || signature?.length !== 64)
    return undefined
  if (challenge !== undefined && typeof challenge !== 'string') return undefined
  return { voucher, signature, challenge }
}

function bytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return fromBase64(value)
  } catch {
    return undefined
  }
}
