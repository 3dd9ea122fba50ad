import type { Client } from '../../clients/client.js'
import { toBase64 } from '../../codecs/base64.js'
import { toHex } from '../../codecs/hex.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type SettleTicksParameters = {
  /** Kind 3, 136 bytes. */
  readonly commitment: Uint8Array
  readonly signature: Uint8Array
  /** How many steps before the root `tick` is; at most 1 024. */
  readonly ticks: number
  readonly tick: Uint8Array
}

/** Settles a lane to what a hash chain has come to; anyone may. Errors: ERR_TICK_COUNT, ERR_TICK_CHAIN, ERR_VOUCHER_*. */
export function settleTicks(
  client: Client,
  parameters: SettleTicksParameters,
): Promise<TransactionResult> {
  const args = {
    commitment: toBase64(parameters.commitment),
    signature: toBase64(parameters.signature),
    ticks: parameters.ticks,
    tick: toHex(parameters.tick),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'settle_ticks', args, gas: gasOf.settleTicks, depositYocto: 0n },
  ])
}
