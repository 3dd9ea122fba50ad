import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { WorkerArgs, WorkerView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type WorkerParameters = WorkerArgs

/** A worker's record; null for an unknown one. */
export function worker(client: Client, parameters: WorkerParameters): Promise<null | WorkerView> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.worker, parameters)
}
