import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { RegisterAssetArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterAssetParameters = RegisterAssetArgs

/**
 * Anyone registered; the caller becomes the owner and is charged the records. Once per owner and
 * artefact root. Returns the asset id. The asset is a draft until it is sealed.
 */
export function registerAsset(
  client: Client,
  parameters: RegisterAssetParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.registerAsset,
    parameters,
    { teraGas: 30 },
    options,
  )
}
