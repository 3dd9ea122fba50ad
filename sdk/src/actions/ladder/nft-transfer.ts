import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftTransferArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type NftTransferParameters = NftTransferArgs & {
  /** One yoctoNEAR. */
  readonly depositYocto: bigint
}

/** Always refused: seats are soul-bound. Errors: ERR_SOUL_BOUND. */
export function nftTransfer(
  client: Client,
  parameters: NftTransferParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.nftTransfer,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
