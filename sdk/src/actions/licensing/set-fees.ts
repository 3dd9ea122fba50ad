import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { SetFeesArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetFeesParameters = SetFeesArgs

/** Owner. For assets registered from now on; existing ones keep theirs. */
export function setFees(
  client: Client,
  parameters: SetFeesParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.setFees,
    parameters,
    { teraGas: 30 },
    options,
  )
}
