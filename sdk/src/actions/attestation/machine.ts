import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { MachineArgs, MachineView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type MachineParameters = MachineArgs

/** Whether a machine is denied. */
export function machine(client: Client, parameters: MachineParameters): Promise<MachineView> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.machine, parameters)
}
