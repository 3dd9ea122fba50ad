import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { BeaconView } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** Makes a new beacon, ten minutes after the last at the earliest. Anyone. Errors: ERR_BEACON_YOUNG. */
export function tick(client: Client, options?: SendOptions): Promise<Sent<BeaconView>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.tick,
    {},
    { teraGas: 30 },
    options,
  )
}
