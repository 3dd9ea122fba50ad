import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { type EntryStatus, entryStatuses } from './batch-status.js'
import { batchGas } from './gas.js'

const entryLength = 148

export type SettleBatchParameters = {
  readonly payeeId: string
  /** `near` unless given. */
  readonly token?: string
  /** Of 148 bytes each: channel_id[32] | lane u32 | cumulative u128 | ack_hash[32] | signature[64]. */
  readonly entries: Uint8Array
}

export type SettleBatchReturn = TransactionResult & { readonly statuses: readonly EntryStatus[] }

/**
 * Settles vouchers of many channels of one payee and token in one transaction; anyone may. Entries that
 * cannot be settled are skipped and change nothing; `statuses` says which. Errors: ERR_BATCH_FORMAT,
 * ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD.
 */
export async function settleBatch(
  client: Client,
  parameters: SettleBatchParameters,
): Promise<SettleBatchReturn> {
  const { payeeId, token = 'near', entries } = parameters
  const args = Uint8Array.from([...prefixed(payeeId), ...prefixed(token), ...entries])
  const gas = batchGas(Math.floor(entries.length / entryLength))
  const result = await client.send(client.contracts.channels, [
    { methodName: 'settle_batch', args, gas, depositYocto: 0n },
  ])
  return { ...result, statuses: entryStatuses(result.value) }
}

function prefixed(text: string): readonly number[] {
  const bytes = new TextEncoder().encode(text)
  return [bytes.length, ...bytes]
}
