import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RefundArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RefundParameters = RefundArgs & {
  /** One yoctoNEAR when tokens go back to the ladder. */
  readonly depositYocto?: bigint
}

/**
 * Returns what an account gave to a competition that is off; ends its record in any case. Anyone,
 * never pausable. Errors: ERR_FUNDING_NOT_FOUND, ERR_PHASE.
 */
export function refund(
  client: Client,
  parameters: RefundParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto = 0n, ...args } = parameters
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.refund,
    args,
    { teraGas: 150, depositYocto },
    options,
  )
}
