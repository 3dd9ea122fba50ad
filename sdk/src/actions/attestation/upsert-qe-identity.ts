import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { CollateralResult } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** 64 bytes of signature, then the exact bytes of the `enclaveIdentity` object. Errors: as above. */
export function upsertQeIdentity(
  client: Client,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<CollateralResult>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.upsertQeIdentity,
    parameters,
    { teraGas: 60 },
    options,
  )
}
