import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { ResumeArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ResumeParameters = ResumeArgs

/** Lets features go on. Owner only. Errors: ERR_NOT_OWNER. */
export function resume(
  client: Client,
  contract: ContractName,
  parameters: ResumeParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.resume,
    parameters,
    { teraGas: 30 },
    options,
  )
}
