import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { LicenceArgs, LicenceView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type LicenceParameters = LicenceArgs

/** A licence by its token id; null when there is none. */
export function licence(
  client: Client,
  parameters: LicenceParameters,
): Promise<null | LicenceView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.licence, parameters)
}
