import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { RegisterFromEntryArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterFromEntryParameters = RegisterFromEntryArgs

/**
 * Competition contract only, idempotent by `outboxId` and by entry. Makes a pending model of
 * `accountId`, charged to the competition's storage balance until the owner accepts it. Returns the
 * asset id.
 */
export function registerFromEntry(
  client: Client,
  parameters: RegisterFromEntryParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.registerFromEntry,
    parameters,
    { teraGas: 30 },
    options,
  )
}
