import type { Client } from '../../clients/client.js'
import { toBase64 } from '../../codecs/base64.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'
import type { SignedVoucher } from './signed-voucher.js'

export type SettleVoucherParameters = SignedVoucher

/** Settles a voucher on chain; anyone may. Errors: ERR_VOUCHER_*, ERR_CHANNEL_NOT_FOUND. */
export function settleVoucher(
  client: Client,
  parameters: SettleVoucherParameters,
): Promise<TransactionResult> {
  const args = { voucher: toBase64(parameters.voucher), signature: toBase64(parameters.signature) }
  return client.send(client.contracts.channels, [
    { methodName: 'settle', args, gas: gasOf.settle, depositYocto: 0n },
  ])
}
