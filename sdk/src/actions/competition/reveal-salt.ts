import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RevealSaltArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RevealSaltParameters = RevealSaltArgs

/**
 * Opens the salt. Enrolled evaluators, in the reveal phase, before the seed. Errors:
 * ERR_COMMITMENT, ERR_SEED_FIXED, ERR_SALT_REVEALED.
 */
export function revealSalt(
  client: Client,
  parameters: RevealSaltParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.revealSalt,
    parameters,
    { teraGas: 30 },
    options,
  )
}
