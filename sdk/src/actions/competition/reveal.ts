import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RevealArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RevealParameters = RevealArgs

/** Opens the commitment. In the reveal phase. Errors: ERR_COMMITMENT, ERR_PHASE, ERR_ENTRY_STATUS. */
export function reveal(
  client: Client,
  parameters: RevealParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.reveal,
    parameters,
    { teraGas: 30 },
    options,
  )
}
