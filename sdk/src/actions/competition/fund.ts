import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { FundArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type FundParameters = FundArgs & {
  /** What is added to the prize. */
  readonly depositYocto: bigint
}

/**
 * Adds the attached NEAR to the prize. Anyone, until commitments end. Errors: ERR_PRIZE_TOKEN,
 * ERR_FUND_AMOUNT, ERR_PHASE, ERR_PAUSED, ERR_NOT_NEIGHBOUR.
 */
export function fund(
  client: Client,
  parameters: FundParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.fund,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
