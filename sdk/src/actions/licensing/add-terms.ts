import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AddTermsArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AddTermsParameters = AddTermsArgs

/**
 * Asset owner, once sealed. Offers licences on these terms; returns their hash. Offering twice is
 * one offer.
 */
export function addTerms(
  client: Client,
  parameters: AddTermsParameters,
  options?: SendOptions,
): Promise<Sent<string>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.addTerms,
    parameters,
    { teraGas: 30 },
    options,
  )
}
