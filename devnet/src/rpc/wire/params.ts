/** Readers of request parameters. Each throws PARSE_ERROR that names the member at fault. */
import { base58, base64 } from '@scure/base'
import { accountIdProblem, isAccountId } from '../../primitives/account-id.js'
import { parsePublicKey } from '../../primitives/keys.js'
import type { AccountId, PublicKey } from '../../primitives/types.js'
import { parseError } from './error.js'

export type ParamsObject = { readonly [name: string]: unknown }

/** Narrows to a JSON object (not an array, not null). */
export function isObject(value: unknown): value is ParamsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The parameters as an object; anything else is refused. */
export function objectParams(params: unknown): ParamsObject {
  if (!isObject(params)) throw parseError(`Failed parsing args: expected an object`)
  return params
}

/** Accepts absent parameters in every spelling clients use: none, null, `[]`, `[null]`, `{}`. */
export function isEmptyParams(params: unknown): boolean {
  if (params === undefined || params === null) return true
  if (Array.isArray(params)) return params.every((item) => item === null)
  return isObject(params) && Object.keys(params).length === 0
}

/** A required string member. */
export function stringMember(params: ParamsObject, name: string): string {
  const value = params[name]
  if (typeof value !== 'string') {
    throw parseError(
      value === undefined
        ? `Failed parsing args: missing field \`${name}\``
        : `Failed parsing args: \`${name}\` must be a string`,
    )
  }
  return value
}

/** A string member that may be absent or null. */
export function optionalStringMember(params: ParamsObject, name: string): string | undefined {
  const value = params[name]
  return value === undefined || value === null ? undefined : stringMember(params, name)
}

/** A required member holding a valid account id. */
export function accountIdMember(params: ParamsObject, name: string): AccountId {
  return accountIdOf(stringMember(params, name))
}

/** Checks an account id taken from a request. */
export function accountIdOf(text: string): AccountId {
  if (!isAccountId(text)) throw parseError(`Failed parsing args: ${accountIdProblem(text)}`)
  return text
}

/** A required public key member such as `ed25519:…`. */
export function publicKeyMember(params: ParamsObject, name: string): PublicKey {
  return publicKeyOf(stringMember(params, name))
}

/** Parses a public key taken from a request. */
export function publicKeyOf(text: string): PublicKey {
  const key = parsePublicKey(text)
  if (key === undefined) throw parseError(`Failed parsing args: invalid public key '${text}'`)
  return key
}

/** A 32-byte hash in base58. */
export function hashOf(text: unknown): Uint8Array {
  if (typeof text === 'string' && text.length >= 32 && text.length <= 44) {
    const bytes = decodeOrUndefined(base58.decode, text)
    if (bytes?.length === 32) return bytes
  }
  throw parseError(`Failed parsing args: invalid base58 hash ${JSON.stringify(text)}`)
}

/** A required base64 member. */
export function base64Member(params: ParamsObject, name: string): Uint8Array {
  return base64Of(stringMember(params, name))
}

/** Standard padded base64 only. */
export function base64Of(text: unknown): Uint8Array {
  const bytes = typeof text === 'string' ? decodeBase64(text) : undefined
  if (bytes === undefined) throw parseError('Failed parsing args: invalid base64')
  return bytes
}

/** A whole number of at most 2^64 - 1, given as a JSON number or decimal string. */
export function u64Of(value: unknown, name: string): bigint {
  const exact =
    typeof value === 'number' && Number.isSafeInteger(value)
      ? BigInt(value)
      : typeof value === 'string' && /^\d{1,20}$/.test(value)
        ? BigInt(value)
        : undefined
  if (exact === undefined || exact < 0n || exact > 0xffff_ffff_ffff_ffffn) {
    throw parseError(`Failed parsing args: \`${name}\` must be a u64`)
  }
  return exact
}

/** A yoctoNEAR amount as a decimal string. */
export function amountYoctoOf(value: unknown, name: string): bigint {
  if (typeof value === 'string' && /^\d{1,39}$/.test(value)) {
    const amountYocto = BigInt(value)
    if (amountYocto < 1n << 128n) return amountYocto
  }
  throw parseError(`Failed parsing args: \`${name}\` must be a u128 decimal string`)
}

// Buffer is several times faster than a pure decoder on contract-sized input, but skips bad
// characters silently, so the length is checked against what the text must give.
/** Bytes of standard padded base64, undefined for anything else. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length < 1024) return decodeOrUndefined(base64.decode, text)
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return bytes.length === (text.length / 4) * 3 - padding ? new Uint8Array(bytes) : undefined
}

function decodeOrUndefined(
  decode: (text: string) => Uint8Array,
  text: string,
): Uint8Array | undefined {
  try {
    return decode(text)
  } catch {
    return undefined
  }
}
