import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { WithdrawEntryArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type WithdrawEntryParameters = WithdrawEntryArgs

/**
 * Takes the caller out, bond in full. Until commitments end. Errors: ERR_ENTRY_NOT_FOUND,
 * ERR_PHASE.
 */
export function withdrawEntry(
  client: Client,
  parameters: WithdrawEntryParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.withdrawEntry,
    parameters,
    { teraGas: 30 },
    options,
  )
}
