import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterEvaluatorParameters = {
  /** What is added to the bond. */
  readonly depositYocto: bigint
}

/**
 * Adds the attached NEAR to the caller's bond. Errors: ERR_BOND, ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT, ERR_PAUSED.
 */
export function registerEvaluator(
  client: Client,
  parameters: RegisterEvaluatorParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto } = parameters
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.registerEvaluator,
    {},
    { teraGas: 30, depositYocto },
    options,
  )
}
