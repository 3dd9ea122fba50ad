import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { CheckQuoteResult } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

/** Evidence (raw bytes) judged without binding, beacon, policy and measurement. */
export function checkQuote(client: Client, parameters: Uint8Array): Promise<CheckQuoteResult> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.checkQuote, parameters)
}
