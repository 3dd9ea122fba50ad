import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { PolicyArgs, PolicyView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type PolicyParameters = PolicyArgs

/** A policy; null for an unknown one. */
export function policy(client: Client, parameters: PolicyParameters): Promise<null | PolicyView> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.policy, parameters)
}
