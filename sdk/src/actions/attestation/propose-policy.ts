import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { DecimalU64, ProposePolicyArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ProposePolicyParameters = ProposePolicyArgs

/**
 * New rules, in force when the time lock is over; answers when. Owner. Errors: ERR_NOT_OWNER,
 * ERR_POLICY_RETIRED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function proposePolicy(
  client: Client,
  parameters: ProposePolicyParameters,
  options?: SendOptions,
): Promise<Sent<DecimalU64>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.proposePolicy,
    parameters,
    { teraGas: 30 },
    options,
  )
}
