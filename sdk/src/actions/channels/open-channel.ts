import type { Client } from '../../clients/client.js'
import { HubError } from '../../errors/hub-error.js'
import type { FunctionCall } from '../../sender/actions.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'
import { type ChannelOptions, openArgs } from './open-args.js'

export type OpenChannelParameters = ChannelOptions & {
  readonly depositYocto: bigint
  /** Storage deposit to send along; needed on first use. 0 sends none. */
  readonly storageDepositYocto: bigint
}

export type OpenChannelReturn = TransactionResult & { readonly channelId: string }

/**
 * Opens a channel with attached NEAR, with the storage deposit in the same transaction. Errors:
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_DEPOSIT_TOO_SMALL, ERR_WEAK_KEY, ERR_OPEN_HEIGHT,
 * ERR_NO_LICENSING, ERR_PAUSED.
 */
export async function openChannel(
  client: Client,
  parameters: OpenChannelParameters,
): Promise<OpenChannelReturn> {
  const args = await openArgs(client, parameters)
  const calls: FunctionCall[] = [
    { methodName: 'open', args, gas: gasOf.open, depositYocto: parameters.depositYocto },
  ]
  if (parameters.storageDepositYocto > 0n) {
    const depositYocto = parameters.storageDepositYocto
    calls.unshift({ methodName: 'storage_deposit', args: {}, gas: gasOf.storage, depositYocto })
  }
  return openedBy(await client.send(client.contracts.channels, calls))
}

export function openedBy(result: TransactionResult): OpenChannelReturn {
  if (typeof result.value !== 'string') throw new HubError('SDK_BAD_RESULT', ['open'])
  return { ...result, channelId: result.value }
}
