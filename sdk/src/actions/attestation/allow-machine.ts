import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { AllowMachineArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AllowMachineParameters = AllowMachineArgs

/** Takes that back. Owner. Errors: ERR_NOT_OWNER, ERR_MACHINE_NOT_DENIED. */
export function allowMachine(
  client: Client,
  parameters: AllowMachineParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.allowMachine,
    parameters,
    { teraGas: 30 },
    options,
  )
}
