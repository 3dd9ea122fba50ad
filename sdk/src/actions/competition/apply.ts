import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ApplyArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ApplyParameters = ApplyArgs & {
  /** The bond; what exceeds it is added to the storage deposit. */
  readonly depositYocto: bigint
}

/**
 * Enters the caller with the attached bond. During registration. Errors: ERR_BOND,
 * ERR_ENTRY_EXISTS, ERR_FULL, ERR_SEAT_MISSING, ERR_EVALUATOR_ENTERS, ERR_STORAGE_SHORT,
 * ERR_PAUSED.
 */
export function apply(
  client: Client,
  parameters: ApplyParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.apply,
    args,
    { teraGas: 100, depositYocto },
    options,
  )
}
