import type { Client } from '../../clients/client.js'
import { toBase64 } from '../../codecs/base64.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'
import type { SignedVoucher } from './signed-voucher.js'

export type SettleConditionalParameters = SignedVoucher & {
  /** `{model}:{sha256 of request}:{sha256 of response}`, hashes in hex. */
  readonly text: string
  /** By the channel's TEE key, over the text. */
  readonly textSignature: Uint8Array
}

/** Settles a conditional voucher with the model's signature over the answer it waits for; anyone may. Errors: ERR_NO_TEE_KEY, ERR_CONDITION_*, ERR_VOUCHER_*. */
export function settleConditional(
  client: Client,
  parameters: SettleConditionalParameters,
): Promise<TransactionResult> {
  const args = {
    voucher: toBase64(parameters.voucher),
    signature: toBase64(parameters.signature),
    text: parameters.text,
    text_signature: toBase64(parameters.textSignature),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'settle_conditional', args, gas: gasOf.settle, depositYocto: 0n },
  ])
}
