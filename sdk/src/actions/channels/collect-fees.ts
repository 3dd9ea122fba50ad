import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type CollectFeesParameters = {
  /** `near` unless given. */
  readonly token?: string
}

/** Credits the fee recipient with the fees of all settlements so far; anyone may. Errors: ERR_NO_FEES, ERR_TOKEN_NOT_HELD. */
export function collectFees(
  client: Client,
  parameters: CollectFeesParameters = {},
): Promise<TransactionResult> {
  const args = { token: parameters.token ?? 'near' }
  return client.send(client.contracts.channels, [
    { methodName: 'collect_fees', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
