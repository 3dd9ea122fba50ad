import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { WorkersByPolicyArgs, WorkersPage } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type WorkersByPolicyParameters = WorkersByPolicyArgs

/** Workers of a policy that have not ended. */
export function workersByPolicy(
  client: Client,
  parameters: WorkersByPolicyParameters,
): Promise<WorkersPage> {
  return viewMethod(
    client,
    client.contracts.attestation,
    attestationMethods.workersByPolicy,
    parameters,
  )
}
