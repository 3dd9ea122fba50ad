import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SetGuardianArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetGuardianParameters = SetGuardianArgs

/** Appoints the guardian. Owner only. Errors: ERR_NOT_OWNER. */
export function setGuardian(
  client: Client,
  contract: ContractName,
  parameters: SetGuardianParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.setGuardian,
    parameters,
    { teraGas: 30 },
    options,
  )
}
