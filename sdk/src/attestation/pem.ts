import { fromBase64 } from '../codecs/base64.js'

const block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g

/** The certificates of a PEM text in DER, in order. */
export function pemCertificates(text: string): readonly Uint8Array[] {
  return [...text.matchAll(block)].map(([, body]) => fromBase64((body ?? '').replace(/\s/g, '')))
}
