import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { RetireTermsArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RetireTermsParameters = RetireTermsArgs

/** Asset owner: no more sales or derivatives; sold licences and links stay. */
export function retireTerms(
  client: Client,
  parameters: RetireTermsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.retireTerms,
    parameters,
    { teraGas: 30 },
    options,
  )
}
