import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'
import { type SignedVoucher, voucherArgs } from './signed-voucher.js'

export type CloseChannelParameters = {
  readonly channelId: string
  /** Final amount: at least what is settled, at most what the voucher covers. */
  readonly captureYocto: bigint
  readonly voucher?: SignedVoucher
}

/** Ends a channel at once, keeping \`captureYocto\`; payee only. Errors: ERR_NOT_PAYEE, ERR_CAPTURE_RANGE, ERR_VOUCHER_*. */
export function closeChannel(
  client: Client,
  parameters: CloseChannelParameters,
): Promise<TransactionResult> {
  const args = {
    channel_id: parameters.channelId,
    capture: `${parameters.captureYocto}`,
    ...voucherArgs(parameters.voucher),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'close', args, gas: gasOf.close, depositYocto: 0n },
  ])
}
