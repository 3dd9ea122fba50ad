import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CancelArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CancelParameters = CancelArgs

/**
 * Calls a competition off; everything goes back. Series owner or contract owner, until commitments
 * end. Errors: ERR_PHASE, ERR_NOT_SERIES_OWNER.
 */
export function cancel(
  client: Client,
  parameters: CancelParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.cancel,
    parameters,
    { teraGas: 30 },
    options,
  )
}
