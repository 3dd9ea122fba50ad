import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { SplitArgs, SplitView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type SplitParameters = SplitArgs

/** Views `split` and `epoch_flow`. */
export function split(client: Client, parameters: SplitParameters): Promise<SplitView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.split, parameters)
}
