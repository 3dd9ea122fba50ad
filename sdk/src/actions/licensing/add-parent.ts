import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AddParentArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AddParentParameters = AddParentArgs

/**
 * Asset owner, while a draft. The parent must be older, sealed and untagged, and offer those terms;
 * `sharePpm` at least the terms' royalty. At most 16 parents, 64 ancestors, 500 000 ppm in all.
 */
export function addParent(
  client: Client,
  parameters: AddParentParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.addParent,
    parameters,
    { teraGas: 30 },
    options,
  )
}
