import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { FixSeedArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type FixSeedParameters = FixSeedArgs

/** Fixes the seed, once, from the announced time on. Anyone. Errors: ERR_SEED_EARLY, ERR_SEED_FIXED. */
export function fixSeed(
  client: Client,
  parameters: FixSeedParameters,
  options?: SendOptions,
): Promise<Sent<string>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.fixSeed,
    parameters,
    { teraGas: 30 },
    options,
  )
}
