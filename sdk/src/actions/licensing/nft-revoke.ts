import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftRevokeArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftRevokeParameters = NftRevokeArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/** Nothing is approved, so there is nothing to revoke. */
export function nftRevoke(
  client: Client,
  parameters: NftRevokeParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftRevoke,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
