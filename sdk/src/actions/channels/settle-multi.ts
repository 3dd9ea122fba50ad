import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { type EntryStatus, entryStatuses } from './batch-status.js'
import { batchGas } from './gas.js'

export type SettleMultiParameters = {
  /** Raw key that signs for every channel named. */
  readonly signerKey: Uint8Array
  /** Over the 72 bytes of kind 5. */
  readonly signature: Uint8Array
  /** Ascending by channel and lane. */
  readonly entries: readonly {
    readonly channelId: Uint8Array
    readonly lane: number
    readonly cumulative: bigint
  }[]
}

export type SettleMultiReturn = TransactionResult & { readonly statuses: readonly EntryStatus[] }

/**
 * Settles many channels of one signer by one signature, whoever the payees are; anyone may. Entries that
 * are settled already or cannot be are skipped. Errors: ERR_BATCH_FORMAT, ERR_VOUCHER_SIGNATURE.
 */
export async function settleMulti(
  client: Client,
  parameters: SettleMultiParameters,
): Promise<SettleMultiReturn> {
  const { signerKey, signature, entries } = parameters
  const args = new Uint8Array(96 + entries.length * 52)
  args.set(signerKey, 0)
  args.set(signature, 32)
  const view = new DataView(args.buffer)
  for (const [i, { channelId, lane, cumulative }] of entries.entries()) {
    const at = 96 + i * 52
    args.set(channelId, at)
    view.setUint32(at + 32, lane, true)
    view.setBigUint64(at + 36, cumulative & 0xffff_ffff_ffff_ffffn, true)
    view.setBigUint64(at + 44, cumulative >> 64n, true)
  }
  const result = await client.send(client.contracts.channels, [
    { methodName: 'settle_multi', args, gas: batchGas(entries.length), depositYocto: 0n },
  ])
  return { ...result, statuses: entryStatuses(result.value) }
}
