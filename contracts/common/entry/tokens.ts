/** NEP-141 tokens: which the contract accepts, and who holds them here. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { dropToken, holdToken } from '../money/credits.js'
import { requireOwner } from '../state/governance.js'
import { addToken, token, tokenCount, tokenId } from '../state/tokens.js'
import { caller } from '../wire/caller.js'
import { accountId, decodeArgs, integer, optional } from '../wire/decode.js'
import { emit } from '../wire/events.js'
import type * as wire from '../wire/interface.js'
import { refuseDeposit, reply } from './reply.js'

/**
 * Accepts a NEP-141 token for ever: at once within a day of the first one, three days from now later. Owner
 * only: a token that lies about transfers can harm whoever holds it here, and nobody else. Errors: ERR_NOT_OWNER, ERR_TOKEN_KNOWN, ERR_TOKEN_LIMIT.
 */
export function register_token(raw: RawArgs<wire.RegisterTokenArgs> = input()): number {
  refuseDeposit('register_token')
  const args = decodeArgs(raw, { token_id: accountId })
  requireOwner()
  const { index, fromNs } = addToken(args.token_id)
  emit('token_registered', { token: args.token_id, index, from_ns: String(fromNs) })
  return reply(index)
}

/**
 * Makes the caller able to hold a token; its record is charged to the caller's storage deposit.
 * Errors: ERR_UNKNOWN_TOKEN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function hold_token(raw: RawArgs<wire.TokenArgs> = input()): void {
  refuseDeposit('hold_token')
  holdToken(caller(), decodeArgs(raw, { token }).token)
}

/** Ends that and frees the storage. Errors: ERR_TOKEN_NOT_HELD, ERR_STORAGE_IN_USE. */
export function drop_token(raw: RawArgs<wire.TokenArgs> = input()): void {
  refuseDeposit('drop_token')
  dropToken(caller(), decodeArgs(raw, { token }).token)
}

/**
 * Registered tokens, 50 a page, in the order of registration.
 * @view
 */
export function tokens(
  raw: RawArgs<{ readonly from_index?: number }> = input(),
): readonly wire.TokenId[] {
  const from = decodeArgs(raw, { from_index: optional(integer(0, 65_535)) }).from_index ?? 0
  const found: string[] = []
  for (let i = from + 1; i <= tokenCount() && i <= from + 50; i++) found.push(tokenId(i))
  return reply(found)
}
