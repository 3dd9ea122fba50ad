import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftTransferCallArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftTransferCallParameters = NftTransferCallArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/** Always refused: seats are soul-bound. Errors: ERR_SOUL_BOUND. */
export function nftTransferCall(
  client: Client,
  parameters: NftTransferCallParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.nftTransferCall,
    args,
    { teraGas: 100, depositYocto },
    options,
  )
}
