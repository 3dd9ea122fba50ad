import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SolvencyArgs, SolvencyView } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

export type SolvencyParameters = SolvencyArgs

/** What the contract holds and owes in a token. */
export function solvency(
  client: Client,
  contract: ContractName,
  parameters: SolvencyParameters,
): Promise<SolvencyView> {
  return viewMethod(client, client.contracts[contract], channelsMethods.solvency, parameters)
}
