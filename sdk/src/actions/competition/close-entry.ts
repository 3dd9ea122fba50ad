import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CloseEntryArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CloseEntryParameters = CloseEntryArgs

/**
 * Removes an entry and frees its storage; when the competition is off, returns the bond. Anyone,
 * never pausable. Errors: ERR_PRIZES_OPEN, ERR_PHASE.
 */
export function closeEntry(
  client: Client,
  parameters: CloseEntryParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.closeEntry,
    parameters,
    { teraGas: 30 },
    options,
  )
}
