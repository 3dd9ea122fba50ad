/** Keys and signatures of NEAR as Borsh structures; the first name of an enum is its tag 0. */
import type { BorshSchema } from '../borsh.js'

export type StructSchema = { struct: Record<string, BorshSchema> }

/** One of several, by name: a variant without fields is `{}`. */
export const oneOf = (variants: Record<string, BorshSchema>): BorshSchema => ({
  enum: Object.entries(variants).map(([name, schema]) => ({ struct: { [name]: schema } })),
})
export const struct = (fields: Record<string, BorshSchema> = {}): StructSchema => ({
  struct: fields,
})
export const fixedBytes = (length: number): BorshSchema => ({ array: { type: 'u8', len: length } })
export const listOf = (type: BorshSchema): BorshSchema => ({ array: { type } })
export const someBytes: BorshSchema = listOf('u8')

export const publicKeySchema: BorshSchema = oneOf({
  ed25519: fixedBytes(32),
  secp256k1: fixedBytes(64),
  mlDsa65: fixedBytes(1952),
})

export const signatureSchema: BorshSchema = oneOf({
  ed25519: fixedBytes(64),
  secp256k1: fixedBytes(65),
  mlDsa65: fixedBytes(3309),
})

/** NEP-611's: of an ordinary key, or one of a gas key's. */
export const nonceSchema: BorshSchema = oneOf({
  plain: struct({ nonce: 'u64' }),
  gasKey: struct({ nonce: 'u64', nonceIndex: 'u16' }),
})
