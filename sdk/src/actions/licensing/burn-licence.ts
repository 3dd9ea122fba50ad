import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { BurnLicenceArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type BurnLicenceParameters = BurnLicenceArgs

/** Holder: gives it up and frees its storage. */
export function burnLicence(
  client: Client,
  parameters: BurnLicenceParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.burnLicence,
    parameters,
    { teraGas: 30 },
    options,
  )
}
