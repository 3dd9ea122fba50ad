import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { SupersedeMeasurementArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SupersedeMeasurementParameters = SupersedeMeasurementArgs

/**
 * Ends a measurement after a grace. Owner. Errors: ERR_NOT_OWNER, ERR_MEASUREMENT_UNKNOWN,
 * ERR_MEASUREMENT_ENDED.
 */
export function supersedeMeasurement(
  client: Client,
  parameters: SupersedeMeasurementParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.supersedeMeasurement,
    parameters,
    { teraGas: 30 },
    options,
  )
}
