import type { Client } from '../../clients/client.js'
import { toBase64 } from '../../codecs/base64.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'
import { type SignedVoucher, voucherArgs } from './signed-voucher.js'

export type CloseWithAuthParameters = {
  readonly auth: Uint8Array
  readonly authSignature: Uint8Array
  readonly voucher?: SignedVoucher
}

/** Ends a channel at once with the payee's signed agreement; anyone may. Errors: ERR_CLOSE_NOT_COVERED, ERR_VOUCHER_*. */
export function closeWithAuth(
  client: Client,
  parameters: CloseWithAuthParameters,
): Promise<TransactionResult> {
  const args = {
    auth: toBase64(parameters.auth),
    auth_signature: toBase64(parameters.authSignature),
    ...voucherArgs(parameters.voucher),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'close_with_auth', args, gas: gasOf.close, depositYocto: 0n },
  ])
}
