import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ClaimArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimParameters = ClaimArgs

/**
 * Credits an entry of a final competition with all that is due to it. Anyone, never pausable.
 * Errors: ERR_ALREADY_CLAIMED, ERR_PHASE.
 */
export function claim(
  client: Client,
  parameters: ClaimParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.claim,
    parameters,
    { teraGas: 30 },
    options,
  )
}
