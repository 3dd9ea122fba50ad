import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ForgetArtifactArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ForgetArtifactParameters = ForgetArtifactArgs

/**
 * Gives up the protection of a root, and its storage. Its account. Errors: ERR_ARTIFACT_NOT_HELD,
 * ERR_ARTIFACT_IN_USE.
 */
export function forgetArtifact(
  client: Client,
  parameters: ForgetArtifactParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.forgetArtifact,
    parameters,
    { teraGas: 30 },
    options,
  )
}
