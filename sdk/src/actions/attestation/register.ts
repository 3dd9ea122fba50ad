import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { RegisterResult } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/**
 * Registers the caller by evidence (raw bytes), all of it verified. Evidence that fails a check
 * answers `ok: false` and changes nothing. Errors: ERR_EVIDENCE_MALFORMED, ERR_POLICY_UNKNOWN,
 * ERR_PAUSED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function register(
  client: Client,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<RegisterResult>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.register,
    parameters,
    { teraGas: 100 },
    options,
  )
}
