import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ClaimableSplitArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type ClaimableSplitParameters = ClaimableSplitArgs

/** Takes the same. */
export function claimableSplit(
  client: Client,
  parameters: ClaimableSplitParameters,
): Promise<bigint> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.claimableSplit, parameters)
}
