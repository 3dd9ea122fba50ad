import type { Client } from '../../clients/client.js'
import type { OpenFromVaultArgs } from '../../generated/channels.js'
import { gasOf } from './gas.js'
import { type ChannelOptions, openArgs } from './open-args.js'
import { type OpenChannelReturn, openedBy } from './open-channel.js'

export type OpenFromVaultParameters = ChannelOptions & {
  /** `near` unless given. */
  readonly token?: string
  readonly deposit: bigint
}

/**
 * Opens a channel from the caller's credit. Nothing is attached, so a function-call key can sign. Errors:
 * as `openChannel`, and ERR_CREDIT_SHORT, ERR_TOKEN_NOT_HELD, ERR_UNKNOWN_TOKEN.
 */
export async function openFromVault(
  client: Client,
  parameters: OpenFromVaultParameters,
): Promise<OpenChannelReturn> {
  const { token = 'near', deposit } = parameters
  const args: OpenFromVaultArgs = {
    ...(await openArgs(client, parameters)),
    token,
    deposit: String(deposit),
  }
  return openedBy(
    await client.send(client.contracts.channels, [
      { methodName: 'open_from_vault', args, gas: gasOf.open, depositYocto: 0n },
    ]),
  )
}
