import { type Challenge, decodeChallenge, decodeX402 } from '../wire/challenge.js'
import { type Credential, encodeCredential, encodeX402Credential } from '../wire/credential.js'
import type { Offer } from '../wire/offer.js'

export type AskedOffer = {
  readonly offer: Offer
  /** The headers that pay by a credential. */
  readonly answer: (credential: Credential) => Readonly<Record<string, string>>
}

/** The offer of a 402 and how to answer it: MPP when the server speaks it, else x402. */
export function readOffer(response: Response): AskedOffer | undefined {
  const challenge: Challenge | undefined = decodeChallenge(
    response.headers.get('www-authenticate') ?? '',
  )
  if (challenge !== undefined) {
    const answer = (credential: Credential): Record<string, string> => ({
      authorization: encodeCredential(credential, challenge),
    })
    return { offer: challenge.offer, answer }
  }
  const offer = decodeX402(response.headers.get('payment-required') ?? '')
  if (offer === undefined) return undefined
  const answer = (credential: Credential): Record<string, string> => ({
    'payment-signature': encodeX402Credential(credential, offer),
  })
  return { offer, answer }
}
