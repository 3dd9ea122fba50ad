/**
 * What a conditional voucher waits for: the text that an attested model signs about one answer, as
 * NEAR AI Cloud has it, `{model}:{sha256 of the request}:{sha256 of the response}`, hashes in lower-case
 * hex. The payer names model and request in the voucher; the response is whatever the model says. Pure.
 */

const hashLength = 64
const maxModelLength = 256

/** The part that the payer fixes, `{model}:{request hash}`; undefined for any other text. */
export function conditionOf(text: string): string | undefined {
  const responseAt = text.length - hashLength
  const requestAt = responseAt - 1 - hashLength
  const modelLength = requestAt - 1
  if (modelLength < 1 || modelLength > maxModelLength) return undefined
  if (text[modelLength] !== ':' || text[responseAt - 1] !== ':') return undefined
  if (!isHex(text, requestAt) || !isHex(text, responseAt)) return undefined
  return text.slice(0, responseAt - 1)
}

function isHex(text: string, from: number): boolean {
  for (let i = from; i < from + hashLength; i++) {
    const code = text.charCodeAt(i)
    if (!((code >= 48 && code <= 57) || (code >= 97 && code <= 102))) return false
  }
  return true
}
