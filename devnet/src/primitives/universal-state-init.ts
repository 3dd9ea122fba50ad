/** The state init of a universal account and the id it gives (NEP-655). */
import { sha3_256 } from '@noble/hashes/sha3.js'
import { BorshError, BorshReader, BorshWriter } from './borsh.js'
import { bytesKey } from './hash.js'
import { borshPublicKey, handleTypeOfTag, publicKeyLength } from './keys.js'
import {
  readEntries,
  readGlobalContractId,
  writeEntries,
  writeGlobalContractId,
} from './state-init-codec.js'
import type { AccountId, PublicKey, UniversalStateInit } from './types.js'

/** Crockford's base 32 without the letters that are easily taken for others. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `0u` and 52 digits: 256 bits from the first on, then four that are zero. */
export function universalAccountId(stateInit: Uint8Array): AccountId {
  let id = '0u'
  let bits = 0
  let held = 0
  for (const byte of [...sha3_256(stateInit), 0]) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5 && id.length < 54; bits -= 5) id += alphabet[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return id
}

export type DecodedStateInit = {
  /** Undefined for bytes that are no state init. */
  readonly value: UniversalStateInit | undefined
  /** False for bytes that are not the one encoding of what they say. */
  readonly isCanonical: boolean
}

/** Raw bytes are never changed in place, so each is decoded once. */
const known = new WeakMap<Uint8Array, DecodedStateInit>()

export function decodeUniversalStateInit(stateInit: Uint8Array): DecodedStateInit {
  const earlier = known.get(stateInit)
  if (earlier !== undefined) return earlier
  const value = readStateInit(stateInit)
  const isCanonical =
    value !== undefined && Buffer.compare(encodeUniversalStateInit(value), stateInit) === 0
  const decoded = { value, isCanonical }
  known.set(stateInit, decoded)
  return decoded
}

/** Canonical borsh: entries and keys in rising order of their bytes. */
function encodeUniversalStateInit({ code, data, accessKeys }: UniversalStateInit): Uint8Array {
  const writer = new BorshWriter().u8(0)
  if (code === undefined) writer.u8(0)
  else writeGlobalContractId(writer.u8(1), code)
  writeEntries(writer, data).u32(accessKeys.length)
  const keys = accessKeys.map(borshPublicKey)
  for (const key of keys.sort(Buffer.compare)) writer.fixed(key)
  return writer.finish()
}

function readStateInit(bytes: Uint8Array): UniversalStateInit | undefined {
  const reader = new BorshReader(bytes)
  try {
    if (reader.u8() !== 0) return undefined
    const code = reader.optional(() => readGlobalContractId(reader))
    const data = readEntries(reader)
    const keys = reader.list(() => readHandle(reader))
    reader.finish()
    return { code, data, accessKeys: withoutRepeats(keys) }
  } catch (error) {
    if (error instanceof BorshError) return undefined
    throw error
  }
}

function readHandle(reader: BorshReader): PublicKey {
  const keyType = handleTypeOfTag(reader.u8())
  if (keyType === undefined) throw new BorshError('no tag of a key handle')
  return { keyType, data: reader.fixed(publicKeyLength(keyType)) }
}

function withoutRepeats(keys: readonly PublicKey[]): PublicKey[] {
  const byBytes = new Map(keys.map((key) => [bytesKey(borshPublicKey(key)), key]))
  return [...byBytes.values()]
}
