/** Opening channels and adding to their deposits. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { requireOneYocto } from '../../common/money/storage.js'
import { token } from '../../common/state/tokens.js'
import { near } from '../../common/state/totals.js'
import { decodeArgs, u128 } from '../../common/wire/decode.js'
import { openChannel } from '../actions/open.js'
import { topUpAttached, topUpFromVault } from '../actions/top-up.js'
import type * as wire from '../interface.js'
import { byAmount, byChannel, opening } from '../rules/decoders.js'

/**
 * Opens a channel of the caller; the attached NEAR becomes its deposit. Payer and payee must have storage
 * registered (NEP-145 `storage_deposit`); the records' bytes are charged to the payer's storage balance
 * and returned when the channel ends. It names the revision of the payee's terms and lies within them. Returns
 * the channel id. Errors: ERR_PAYEE_TERMS_NONE, ERR_PAYEE_TERMS_REVISION, ERR_PAYEE_TERMS, ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT, ERR_DEPOSIT_TOO_SMALL, ERR_WEAK_KEY, ERR_TEE_KEY_SHARED, ERR_OPEN_HEIGHT, ERR_CHANNEL_EXISTS,
 * ERR_SELF_CHANNEL, ERR_NO_LICENSING, ERR_PAUSED.
 * @payable
 */
export function open(raw: RawArgs<wire.OpenArgs> = input()): wire.Hex32 {
  return reply(openChannel(near, attachedDeposit(), 'attached', decodeArgs(raw, opening)))
}

/**
 * As `open`, from the payer's credit in any registered token. One yoctoNEAR, so that a function-call key
 * that leaks cannot spend credit. The payee must hold the token. Errors: as `open`, and ERR_ONE_YOCTO,
 * ERR_CREDIT_SHORT, ERR_TOKEN_NOT_HELD, ERR_UNKNOWN_TOKEN.
 * @payable
 */
export function open_from_vault(raw: RawArgs<wire.OpenFromVaultArgs> = input()): wire.Hex32 {
  requireOneYocto()
  const args = decodeArgs(raw, { ...opening, token, deposit: u128 })
  return reply(openChannel(args.token, args.deposit, 'credit', args))
}

/**
 * Adds the attached NEAR to a channel's deposit. Anyone, while it is open. Errors: ERR_NOT_OPEN,
 * ERR_TOKEN_MISMATCH.
 * @payable
 */
export function top_up(raw: RawArgs<wire.TopUpArgs> = input()): void {
  topUpAttached(decodeArgs(raw, byChannel).channel_id, attachedDeposit())
}

/**
 * Adds to a channel's deposit from the caller's credit; one yoctoNEAR. Anyone, while it is open. Errors:
 * ERR_ONE_YOCTO, ERR_NOT_OPEN, ERR_CREDIT_SHORT.
 * @payable
 */
export function top_up_from_vault(raw: RawArgs<wire.AmountArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, byAmount)
  topUpFromVault(args.channel_id, args.amount)
}
