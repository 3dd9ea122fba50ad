/** Preimages of everything that is committed to; the caller hashes them with SHA-256. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'
import { packNumbers } from './numbers.js'

/** Chain and contract a hash is bound to. */
export type Context = { readonly chainId: string; readonly contractId: string }

export function entryPreimage(
  context: Context,
  cid: string,
  account: string,
  artifactRoot: Uint8Array,
  manifestRoot: Uint8Array,
  salt: Uint8Array,
): Uint8Array {
  const head = headOf('research-hub/commit/1', context, cid)
  return joinBytes([head, prefixed(account), artifactRoot, manifestRoot, salt])
}

export function saltPreimage(
  context: Context,
  cid: string,
  evaluator: string,
  salt: Uint8Array,
): Uint8Array {
  return joinBytes([headOf('research-hub/salt/1', context, cid), prefixed(evaluator), salt])
}

export function scoresPreimage(
  context: Context,
  cid: string,
  entrant: string,
  evaluator: string,
  seed: Uint8Array,
  scores: readonly number[],
  salt: Uint8Array,
): Uint8Array {
  const head = headOf('research-hub/scores/1', context, cid)
  return joinBytes([head, prefixed(entrant), prefixed(evaluator), seed, packNumbers(scores), salt])
}

export function seedPreimage(
  context: Context,
  cid: string,
  randomSeed: Uint8Array,
  height: bigint,
  salts: Uint8Array,
): Uint8Array {
  const heightBytes = new Uint8Array(8)
  new DataView(heightBytes.buffer).setBigUint64(0, height, true)
  return joinBytes([headOf('research-hub/seed/1', context, cid), randomSeed, heightBytes, salts])
}

/** Its hash draws those who judge an entry. */
export function drawPreimage(seed: Uint8Array, cid: string, entrant: string): Uint8Array {
  return joinBytes([ascii('research-hub/draw/1'), prefixed(cid), prefixed(entrant), seed])
}

export function configPreimage(body: Uint8Array): Uint8Array {
  return joinBytes([ascii('research-hub/config/1'), body])
}

/** Bytewise exclusive or of two 32-byte strings. */
export function xor32(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(32)
  for (let i = 0; i < 32; i++) out[i] = (a[i] ?? 0) ^ (b[i] ?? 0)
  return out
}

function headOf(domain: string, { chainId, contractId }: Context, cid: string): Uint8Array {
  return joinBytes([ascii(domain), prefixed(chainId), prefixed(contractId), prefixed(cid)])
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
