import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { RecordRevenueArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RecordRevenueParameters = RecordRevenueArgs & {
  /** The revenue. */
  readonly depositYocto: bigint
}

/**
 * Payable, channels contract only; in tokens by `ft_transfer_call` with `msg =
 * {"method":"record_revenue","args":{...}}`. Idempotent by `outboxId`: a repetition succeeds and
 * its money goes back.
 */
export function recordRevenue(
  client: Client,
  parameters: RecordRevenueParameters,
  options?: SendOptions,
): Promise<Sent<boolean>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.recordRevenue,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
