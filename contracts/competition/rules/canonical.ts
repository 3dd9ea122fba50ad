/** A configuration's canonical form: what is stored and hashed. Pure. */
import { sha256, utf8Decode, utf8Encode } from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { maxConfigBytes } from '../limits.js'
import { configPreimage } from './hashes.js'

/** Canonical JSON of a decoded configuration. */
export function bodyOf(config: CompetitionConfig): Uint8Array {
  const body = utf8Encode(JSON.stringify(config))
  if (body.length > maxConfigBytes) {
    fail('ERR_CONFIG', `${body.length} bytes, over ${maxConfigBytes}`)
  }
  return body
}

/** Canonical JSON that this contract wrote after checking it. */
export function decodeBody(body: Uint8Array): CompetitionConfig {
  return JSON.parse(utf8Decode(body)) as CompetitionConfig
}

export function hashOf(body: Uint8Array): Uint8Array {
  return sha256(configPreimage(body))
}
