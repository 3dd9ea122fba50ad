import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftApproveArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftApproveParameters = NftApproveArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/**
 * NEP-178 `nft_approve`, `nft_revoke`, `nft_revoke_all`, `nft_is_approved`: approvals are refused,
 * revoking does nothing.
 */
export function nftApprove(
  client: Client,
  parameters: NftApproveParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftApprove,
    args,
    { teraGas: 60, depositYocto },
    options,
  )
}
