import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { Terms, TermsArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type TermsParameters = TermsArgs

/** Terms by their hash; null when there are none of that hash. */
export function terms(client: Client, parameters: TermsParameters): Promise<null | Terms> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.terms, parameters)
}
