import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { OutboxReceivedArgs } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type OutboxReceivedParameters = OutboxReceivedArgs

/** Whether this contract has taken a neighbour's notification. */
export function outboxReceived(
  client: Client,
  parameters: OutboxReceivedParameters,
): Promise<boolean> {
  return viewMethod(
    client,
    client.contracts.competition,
    competitionMethods.outboxReceived,
    parameters,
  )
}
