import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { RetirePolicyArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RetirePolicyParameters = RetirePolicyArgs

/**
 * Ends a policy at once and for good. Guardian or owner. Errors: ERR_NOT_GUARDIAN,
 * ERR_POLICY_UNKNOWN, ERR_POLICY_RETIRED.
 */
export function retirePolicy(
  client: Client,
  parameters: RetirePolicyParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.retirePolicy,
    parameters,
    { teraGas: 30 },
    options,
  )
}
