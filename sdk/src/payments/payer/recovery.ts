import { toHex } from '../../codecs/hex.js'
import { bytesOf, member } from '../../codecs/json.js'
import { encodeCredential } from '../wire/credential.js'
import { recoveryPath } from '../wire/names.js'
import type { PayerSession } from './session-types.js'

/**
 * Asks a provider what it holds of a session's channel and takes up the amounts of vouchers that this
 * session's own key signed; everything else in the answer is ignored. Returns whether any was.
 */
export async function recoverSession(
  session: PayerSession,
  origin: string,
  send: typeof fetch = fetch,
): Promise<boolean> {
  // Proves possession of the key and commits to nothing new.
  const authorization = encodeCredential(await session.pay())
  const url = `${origin}${recoveryPath}/${toHex(session.channelId)}`
  const response = await send(url, { headers: { authorization } })
  if (!response.ok) return false
  const lanes = member(await response.json(), 'lanes')
  let adopted = false
  for (const kept of Array.isArray(lanes) ? lanes : []) {
    const bytes = (name: string) => bytesOf(kept, name)
    const [message, signature] = [bytes('message'), bytes('signature')]
    const [preimage, entries] = [bytes('preimage'), bytes('entries')]
    const [lane, ticks] = [member(kept, 'lane'), member(kept, 'ticks')]
    if (message === undefined || signature === undefined || typeof lane !== 'number') continue
    const target = lane === session.lane ? session : session.onLane(lane)
    const list = entries && { entries }
    const proof = typeof ticks === 'number' && preimage ? { ticks, preimage } : list
    if (await target.adopt(message, signature, proof)) adopted = true
  }
  return adopted
}
