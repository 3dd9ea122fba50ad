import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { DropPendingArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DropPendingParameters = DropPendingArgs

/**
 * `accept_asset` (owner: takes a pending asset over, with its storage charge), `drop_pending`
 * (owner at once, anyone after 90 days: removes a pending asset without revenue), `seal` (owner, or
 * anyone 30 days after registration, 90 for pending assets: parents and shares are final, sales may
 * begin), `untag` (guardian or owner; anyone once the tag has run out).
 */
export function dropPending(
  client: Client,
  parameters: DropPendingParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.dropPending,
    parameters,
    { teraGas: 30 },
    options,
  )
}
