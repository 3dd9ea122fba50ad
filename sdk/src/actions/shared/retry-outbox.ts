import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { RetryOutboxArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RetryOutboxParameters = RetryOutboxArgs & {
  /** One yoctoNEAR when the notification carries tokens. */
  readonly depositYocto?: bigint
}

/**
 * Sends a failed notification again, or asks the receiver after one whose answer was lost. Anyone;
 * one yoctoNEAR attached when it carries tokens, nothing otherwise. A delivery that fails again stands
 * in `failedReceipts`. Errors: ERR_OUTBOX_UNKNOWN,
 * ERR_OUTBOX_IN_FLIGHT, ERR_ONE_YOCTO.
 */
export function retryOutbox(
  client: Client,
  contract: ContractName,
  parameters: RetryOutboxParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto = 0n, ...args } = parameters
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.retryOutbox,
    args,
    { teraGas: 200, depositYocto },
    options,
  )
}
