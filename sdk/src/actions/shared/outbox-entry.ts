import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { OutboxEntryArgs, OutboxEntryView } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

export type OutboxEntryParameters = OutboxEntryArgs

/** A notification not yet delivered; null when delivered or never made. */
export function outboxEntry(
  client: Client,
  contract: ContractName,
  parameters: OutboxEntryParameters,
): Promise<null | OutboxEntryView> {
  return viewMethod(client, client.contracts[contract], channelsMethods.outboxEntry, parameters)
}
