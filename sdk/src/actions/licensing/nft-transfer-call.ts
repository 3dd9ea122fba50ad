import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftTransferCallArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftTransferCallParameters = NftTransferCallArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/**
 * NEP-171 `nft_transfer_call`, as `nft_transfer`; the licence returns if the receiver says so or
 * fails.
 */
export function nftTransferCall(
  client: Client,
  parameters: NftTransferCallParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftTransferCall,
    args,
    { teraGas: 100, depositYocto },
    options,
  )
}
