import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Challenge, type ChallengeEcho, encodeOffer } from '../../wire/challenge.js'
import type { Offer } from '../../wire/offer.js'
import type { GateRequest } from './gate-request.js'

/** Makes challenges and recognises their answers without keeping any. */
export type ChallengeIds = {
  readonly make: (request: GateRequest) => Challenge
  /** False when the answer is to another route, body, offer or server, or has expired. */
  readonly matches: (echo: ChallengeEcho, request: GateRequest) => boolean
}

export type ChallengeOptions = {
  readonly offer: Offer
  readonly realm: string
  /** Shared by all processes of a server; a random one, for this process only, unless given. */
  readonly secret?: Uint8Array
  readonly lifetimeMs?: number
}

export function createChallengeIds(options: ChallengeOptions): ChallengeIds {
  const { offer, realm, secret = randomBytes(32), lifetimeMs = 300_000 } = options
  const request = encodeOffer(offer)
  /** MPP's seven slots, in its order. */
  const idOf = (expires: string, digest: string, opaque: string): string =>
    createHmac('sha256', secret)
      .update([realm, 'near', 'session', request, expires, digest, opaque].join('|'))
      .digest('base64url')
  return {
    make: (made) => {
      const expires = new Date(Date.now() + lifetimeMs).toISOString()
      const [digest, opaque] = [digestOf(made.body), routeOf(made)]
      return { id: idOf(expires, digest, opaque), realm, offer, expires, digest, opaque }
    },
    matches: ({ id, expires, digest, opaque }, asked) => {
      if (expires === undefined || digest !== digestOf(asked.body) || opaque !== routeOf(asked))
        return false
      if (!(Date.parse(expires) > Date.now())) return false
      const [given, expected] = [Buffer.from(id), Buffer.from(idOf(expires, digest, opaque))]
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

/** RFC 9530 form of the body's SHA-256. */
function digestOf(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

function routeOf({ method, path }: GateRequest): string {
  return Buffer.from(`${method} ${path}`).toString('base64url')
}
