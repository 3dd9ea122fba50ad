import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { CollateralResult } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** The TCB signing certificate in DER. Errors: as above, ERR_COLLATERAL_REVOKED. */
export function upsertTcbSigner(
  client: Client,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<CollateralResult>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.upsertTcbSigner,
    parameters,
    { teraGas: 60 },
    options,
  )
}
