import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CommitArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CommitParameters = CommitArgs

/**
 * Commits the caller to an artefact. In the commit phase, once. Errors: ERR_PHASE,
 * ERR_ENTRY_STATUS.
 */
export function commit(
  client: Client,
  parameters: CommitParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.commit,
    parameters,
    { teraGas: 30 },
    options,
  )
}
