import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SetTemplateArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetTemplateParameters = SetTemplateArgs

/**
 * Changes the rules of later rolls. Series owner. Errors: ERR_NOT_SERIES_OWNER, ERR_CONFIG,
 * ERR_STORAGE_SHORT.
 */
export function setTemplate(
  client: Client,
  parameters: SetTemplateParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.setTemplate,
    parameters,
    { teraGas: 60 },
    options,
  )
}
