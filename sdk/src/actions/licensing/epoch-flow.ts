import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { EpochFlowArgs, EpochFlowView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type EpochFlowParameters = EpochFlowArgs

/** `epoch_flow` of the contract. */
export function epochFlow(client: Client, parameters: EpochFlowParameters): Promise<EpochFlowView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.epochFlow, parameters)
}
