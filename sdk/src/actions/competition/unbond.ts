import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** Credits the bond whose delay is over. Its owner. Errors: ERR_NO_BOND, ERR_UNBOND_EARLY. */
export function unbond(client: Client, options?: SendOptions): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.unbond,
    {},
    { teraGas: 30 },
    options,
  )
}
