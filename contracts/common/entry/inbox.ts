/** The receiving end of neighbours' notifications. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { wasAccepted } from '../state/inbox.js'
import { findToken } from '../state/tokens.js'
import { accountId, decodeArgs, u64 } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { tokenName } from '../wire/token-name.js'
import { reply } from './reply.js'

/**
 * Whether this contract has taken a neighbour's notification, which came with that token, or with NEAR or
 * nothing.
 * @view
 */
export function outbox_received(raw: RawArgs<wire.OutboxReceivedArgs> = input()): boolean {
  const args = decodeArgs(raw, { sender_id: accountId, outbox_id: u64, token: tokenName })
  const token = findToken(args.token)
  return reply(token !== undefined && wasAccepted(args.sender_id, token, args.outbox_id))
}
