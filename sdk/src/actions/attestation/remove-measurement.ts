import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { RemoveMeasurementArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RemoveMeasurementParameters = RemoveMeasurementArgs

/**
 * Ends a measurement at once. Guardian or owner. Errors: ERR_NOT_GUARDIAN, ERR_MEASUREMENT_UNKNOWN,
 * ERR_MEASUREMENT_ENDED.
 */
export function removeMeasurement(
  client: Client,
  parameters: RemoveMeasurementParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.removeMeasurement,
    parameters,
    { teraGas: 30 },
    options,
  )
}
