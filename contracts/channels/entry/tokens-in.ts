/** NEP-141 tokens sent here with `ft_transfer_call`. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import type { FtOnTransferArgs } from '../../common/wire/interface.js'
import { receive } from '../actions/receive.js'
import type * as wire from '../interface.js'

/**
 * NEP-141: tokens become credit of the sender, of `account_id` or deposit of the channel `top_up`, as the
 * message says; all of them are used. Called by registered tokens only. Errors: ERR_UNKNOWN_TOKEN,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_TOKEN_NOT_HELD, ERR_CHANNEL_NOT_FOUND, ERR_NOT_OPEN,
 * ERR_TOKEN_MISMATCH.
 */
export function ft_on_transfer(raw: RawArgs<FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  receive(raw)
  return reply('0')
}
