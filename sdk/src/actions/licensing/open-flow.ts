import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { OpenFlowArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type OpenFlowParameters = OpenFlowArgs

/**
 * Anyone registered: lets an asset earn in a token, charged to the caller; NEAR is open from
 * registration.
 */
export function openFlow(
  client: Client,
  parameters: OpenFlowParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.openFlow,
    parameters,
    { teraGas: 30 },
    options,
  )
}
