import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { BeaconView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

/** The beacons that a quote may carry, oldest first. */
export function beacons(client: Client): Promise<readonly BeaconView[]> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.beacons, {})
}
