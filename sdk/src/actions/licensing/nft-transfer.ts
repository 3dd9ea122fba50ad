import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftTransferArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftTransferParameters = NftTransferArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/**
 * NEP-171 `nft_transfer`, holder, one yoctoNEAR. The receiver is charged the records and must be
 * registered.
 */
export function nftTransfer(
  client: Client,
  parameters: NftTransferParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftTransfer,
    args,
    { teraGas: 60, depositYocto },
    options,
  )
}
