import type { Client } from '../../clients/client.js'
import { HubError } from '../../errors/hub-error.js'
import type { OpenArgs } from '../../generated/channels.js'
import { member } from '../../json.js'
import { toHex } from '../../payments/bytes.js'
import { formatKey } from '../../payments/signer.js'
import type { FunctionCall } from '../../sender/actions.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type OpenChannelParameters = {
  readonly payeeId: string
  /** Raw ed25519 key that will sign vouchers. */
  readonly signerKey: Uint8Array
  /** The payee's `ed25519:` key, from its offer. */
  readonly payeeKey: string
  readonly depositYocto: bigint
  readonly graceS: number
  /** Hex, from the offer. */
  readonly termsHash: string
  /** 16 random bytes unless given. */
  readonly salt?: Uint8Array
  /** Storage deposit to send along; needed on first use. 0 sends none. */
  readonly storageDepositYocto: bigint
}

export type OpenChannelReturn = TransactionResult & { readonly channelId: string }

/**
 * Opens a channel, with the storage deposit in the same transaction. Errors: ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT, ERR_DEPOSIT_TOO_SMALL, ERR_WEAK_KEY, ERR_OPEN_HEIGHT, ERR_PAUSED.
 */
export async function openChannel(
  client: Client,
  parameters: OpenChannelParameters,
): Promise<OpenChannelReturn> {
  const block = await client.transport.request('block', { finality: 'final' })
  const args: OpenArgs = {
    payee_id: parameters.payeeId,
    signer_key: formatKey(parameters.signerKey),
    payee_key: parameters.payeeKey,
    grace_s: parameters.graceS,
    terms_hash: parameters.termsHash,
    salt: toHex(parameters.salt ?? crypto.getRandomValues(new Uint8Array(16))),
    open_height: String(member(member(block, 'header'), 'height')),
  }
  const calls: FunctionCall[] = [
    { methodName: 'open', args, gas: gasOf.open, depositYocto: parameters.depositYocto },
  ]
  if (parameters.storageDepositYocto > 0n) {
    const depositYocto = parameters.storageDepositYocto
    calls.unshift({ methodName: 'storage_deposit', args: {}, gas: gasOf.storage, depositYocto })
  }
  const result = await client.send(client.contracts.channels, calls)
  if (typeof result.value !== 'string') throw new HubError('SDK_BAD_RESULT', ['open'])
  return { ...result, channelId: result.value }
}
