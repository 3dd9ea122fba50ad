import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AssetOfEntryArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type AssetOfEntryParameters = AssetOfEntryArgs

/** The asset that a competition entry became; null while it is none. */
export function assetOfEntry(
  client: Client,
  parameters: AssetOfEntryParameters,
): Promise<bigint | null> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.assetOfEntry, parameters)
}
