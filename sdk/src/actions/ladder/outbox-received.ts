import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { OutboxReceivedArgs } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type OutboxReceivedParameters = OutboxReceivedArgs

/** Whether this contract has taken a neighbour's notification. */
export function outboxReceived(
  client: Client,
  parameters: OutboxReceivedParameters,
): Promise<boolean> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.outboxReceived, parameters)
}
