import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { EnrolArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type EnrolParameters = EnrolArgs

/**
 * Stakes on a competition and seals a salt. Its evaluators, until commitments end. Errors:
 * ERR_NOT_EVALUATOR, ERR_STAKE, ERR_ENROLLED, ERR_PAUSED.
 */
export function enrol(
  client: Client,
  parameters: EnrolParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.enrol,
    parameters,
    { teraGas: 30 },
    options,
  )
}
