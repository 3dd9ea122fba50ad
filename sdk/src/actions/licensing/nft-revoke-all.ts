import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftRevokeAllArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftRevokeAllParameters = NftRevokeAllArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/** `nft_revoke_all` of the contract. */
export function nftRevokeAll(
  client: Client,
  parameters: NftRevokeAllParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftRevokeAll,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
