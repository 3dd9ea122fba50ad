import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { BindLicenceArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type BindLicenceParameters = BindLicenceArgs

/** Holder. Lets one account consume, and notes the payment channel; null ends either. */
export function bindLicence(
  client: Client,
  parameters: BindLicenceParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.bindLicence,
    parameters,
    { teraGas: 30 },
    options,
  )
}
