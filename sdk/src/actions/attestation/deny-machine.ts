import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { DenyMachineArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DenyMachineParameters = DenyMachineArgs

/**
 * Refuses a machine from now on, under every policy. Guardian or owner. Errors: ERR_NOT_GUARDIAN,
 * ERR_STORAGE_SHORT.
 */
export function denyMachine(
  client: Client,
  parameters: DenyMachineParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.denyMachine,
    parameters,
    { teraGas: 30 },
    options,
  )
}
