import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { Hex32, ProposeMeasurementArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ProposeMeasurementParameters = ProposeMeasurementArgs

/**
 * Allows a measurement when the time lock is over; answers its id. Owner. Errors: ERR_NOT_OWNER,
 * ERR_POLICY_UNKNOWN, ERR_POLICY_RETIRED, ERR_MEASUREMENT_KNOWN, ERR_STORAGE_SHORT.
 */
export function proposeMeasurement(
  client: Client,
  parameters: ProposeMeasurementParameters,
  options?: SendOptions,
): Promise<Sent<Hex32>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.proposeMeasurement,
    parameters,
    { teraGas: 30 },
    options,
  )
}
