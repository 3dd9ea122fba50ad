import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { CollateralArgs, CollateralView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type CollateralParameters = CollateralArgs

/** What is stored for a platform. */
export function collateral(
  client: Client,
  parameters: CollateralParameters,
): Promise<CollateralView> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.collateral, parameters)
}
