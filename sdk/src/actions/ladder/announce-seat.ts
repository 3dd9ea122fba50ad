import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { AnnounceSeatArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AnnounceSeatParameters = AnnounceSeatArgs

/**
 * Tells the competition of a seat for the present season, once. Anyone. Errors: ERR_NO_SEAT,
 * ERR_ANNOUNCED.
 */
export function announceSeat(
  client: Client,
  parameters: AnnounceSeatParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.announceSeat,
    parameters,
    { teraGas: 100 },
    options,
  )
}
