import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { DenyArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DenyParameters = DenyArgs

/** Sends applicants away, at most 7, ids ascending, bond in full. Series owner, until commitments end. Errors as `admit`. */
export function deny(
  client: Client,
  parameters: DenyParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.deny,
    parameters,
    { teraGas: 30 },
    options,
  )
}
