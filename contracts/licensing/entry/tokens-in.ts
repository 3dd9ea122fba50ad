/** NEP-141 tokens sent here with `ft_transfer_call`. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { receiveTokens } from '../../common/money/receive-tokens.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { requireNeighbour } from '../../common/wire/caller.js'
import { anything, decodeJson, objectOf, oneOf } from '../../common/wire/decode.js'
import type { JsonOf } from '../../common/wire/events.js'
import type { TokenMessage } from '../../common/wire/interface.js'
import { buyWithTokens, depositTokens, recordTokens } from '../actions/tokens-in.js'
import type * as wire from '../interface.js'
import { pauseBits } from '../limits.js'
import { purchase, revenue } from '../rules/decoders.js'
import { loadConfig } from '../state/config.js'

const purchaseArgs = objectOf<wire.BuyLicenceArgs>()(purchase)
const revenueArgs = objectOf<wire.RecordRevenueArgs>()(revenue)

/**
 * NEP-141. Without a message adds to the sender's credit; `{"method":...,"args":{...}}` is `buy_licence` or
 * `record_revenue`. Returns what is not used; a failure returns everything. Registered tokens only. Errors:
 * ERR_UNKNOWN_TOKEN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, those of the method.
 */
export function ft_on_transfer(raw: RawArgs<wire.FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  const received = receiveTokens(raw)
  if (received.msg === '') return reply(String(depositTokens(received)))
  const json: JsonOf<TokenMessage<'buy_licence' | 'record_revenue'>> = received.msg
  const call = decodeJson(json, {
    method: oneOf('buy_licence', 'record_revenue'),
    args: anything,
  })
  if (call.method === 'buy_licence') {
    const args = purchaseArgs(call.args, 'args')
    requireNotPaused(pauseBits.sell, 'selling')
    return reply(String(buyWithTokens(received, args)))
  }
  const args = revenueArgs(call.args, 'args')
  requireNeighbour(loadConfig().channelsId, received.senderId)
  return reply(String(recordTokens(received, args)))
}
