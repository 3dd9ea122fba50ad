import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SettleEvaluatorArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SettleEvaluatorParameters = SettleEvaluatorArgs

/** Frees a stake less penalties. Anyone, once over. Errors: ERR_NOT_ENROLLED, ERR_PHASE. */
export function settleEvaluator(
  client: Client,
  parameters: SettleEvaluatorParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.settleEvaluator,
    parameters,
    { teraGas: 30 },
    options,
  )
}
