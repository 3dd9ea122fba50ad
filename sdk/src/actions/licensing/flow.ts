import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { FlowArgs, FlowView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type FlowParameters = FlowArgs

/** What an asset has earned in a token and where it stands; null when it never opened that token. */
export function flow(client: Client, parameters: FlowParameters): Promise<null | FlowView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.flow, parameters)
}
