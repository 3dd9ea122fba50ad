import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { BuyLicenceArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type BuyLicenceParameters = BuyLicenceArgs & {
  /** At least the price; the rest becomes credit. */
  readonly depositYocto: bigint
}

/**
 * Payable in NEAR, or by `ft_transfer_call` with `msg = {"method":"buy_licence","args":{...}}`. The
 * buyer is charged the records and must be registered. NEAR beyond the price becomes the buyer's
 * credit, tokens beyond it return. Returns the licence id.
 */
export function buyLicence(
  client: Client,
  parameters: BuyLicenceParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.buyLicence,
    args,
    { teraGas: 60, depositYocto },
    options,
  )
}
