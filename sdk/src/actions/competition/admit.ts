import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { AdmitArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AdmitParameters = AdmitArgs

/**
 * Admits applicants, at most 16, ids ascending. Series owner, until commitments end. Errors: ERR_ADMISSION,
 * ERR_ENTRY_NOT_FOUND, ERR_ENTRY_STATUS, ERR_NOT_ASCENDING.
 */
export function admit(
  client: Client,
  parameters: AdmitParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.admit,
    parameters,
    { teraGas: 100 },
    options,
  )
}
