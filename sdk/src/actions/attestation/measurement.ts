import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { MeasurementArgs, MeasurementView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type MeasurementParameters = MeasurementArgs

/** A measurement that a policy allows or allowed; null for an unknown one. */
export function measurement(
  client: Client,
  parameters: MeasurementParameters,
): Promise<null | MeasurementView> {
  return viewMethod(
    client,
    client.contracts.attestation,
    attestationMethods.measurement,
    parameters,
  )
}
