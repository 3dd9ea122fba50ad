import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AssetOfEntryArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type AssetOfEntryParameters = AssetOfEntryArgs

/** . */
export function assetOfEntry(
  client: Client,
  parameters: AssetOfEntryParameters,
): Promise<bigint | null> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.assetOfEntry, parameters)
}
