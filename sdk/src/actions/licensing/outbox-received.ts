import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { OutboxReceivedArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type OutboxReceivedParameters = OutboxReceivedArgs

/** Whether this contract has taken a neighbour's notification. */
export function outboxReceived(
  client: Client,
  parameters: OutboxReceivedParameters,
): Promise<boolean> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.outboxReceived, parameters)
}
