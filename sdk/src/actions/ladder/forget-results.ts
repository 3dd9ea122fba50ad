import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ForgetResultsArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ForgetResultsParameters = ForgetResultsArgs

/** Frees the storage of results none of which counts any more. Anyone. Errors: ERR_RESULTS_COUNT. */
export function forgetResults(
  client: Client,
  parameters: ForgetResultsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.forgetResults,
    parameters,
    { teraGas: 30 },
    options,
  )
}
