/** The receiving end of neighbours' notifications. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { wasAccepted } from '../state/inbox.js'
import { accountId, decodeArgs, u64 } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { reply } from './reply.js'

/**
 * Whether this contract has taken a neighbour's notification.
 * @view
 */
export function outbox_received(raw: RawArgs<wire.OutboxReceivedArgs> = input()): boolean {
  const args = decodeArgs(raw, { sender_id: accountId, outbox_id: u64 })
  return reply(wasAccepted(args.sender_id, args.outbox_id))
}
