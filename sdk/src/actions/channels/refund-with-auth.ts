import type { Client } from '../../clients/client.js'
import { toBase64 } from '../../codecs/base64.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type RefundWithAuthParameters = {
  readonly auth: Uint8Array
  readonly authSignature: Uint8Array
}

/** As `refundUnused`, with the payee's kind-6 signature over the sum of all refunds so far and this one; anyone may. Errors: ERR_REFUND_NOT_NEWER, ERR_VOUCHER_*. */
export function refundWithAuth(
  client: Client,
  parameters: RefundWithAuthParameters,
): Promise<TransactionResult> {
  const args = {
    auth: toBase64(parameters.auth),
    auth_signature: toBase64(parameters.authSignature),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'refund_with_auth', args, gas: gasOf.settle, depositYocto: 0n },
  ])
}
