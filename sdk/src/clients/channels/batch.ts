import type { SendOptions } from '../../sender/context.js'
import type { TransactionResult } from '../../sender/result.js'
import { methodCall } from '../call-method.js'
import type { Client } from '../client.js'
import type { MethodOf, Sent } from '../method.js'

/** What became of one entry of a batch; the contract answers with a byte each. */
export type EntryStatus = (typeof names)[number]

const names = [
  'settled',
  'unknown-channel',
  'other-payee-or-token',
  'lane-closed',
  'not-newer',
  'over-deposit',
  'bad-signature',
  'other-signer',
  'payee-not-registered',
] as const

export type SettleBatchReturn = TransactionResult & { readonly statuses: readonly EntryStatus[] }

type BatchMethod = MethodOf<(input: Uint8Array, options?: SendOptions) => Promise<Sent<string>>>

/** Sends `entries` of a batch with the gas that they need; the most a transaction may attach is 1 Pgas. */
export async function sendBatch(
  client: Client,
  method: BatchMethod,
  input: Uint8Array,
  entries: number,
  options: SendOptions | undefined,
): Promise<SettleBatchReturn> {
  const gas = BigInt(Math.min(100 + entries * 7, 10_000)) * 100_000_000_000n
  const call = { ...methodCall(method, input), gas }
  const result = await client.send(client.contracts.channels, [call], options)
  return { ...result, statuses: entryStatuses(result.value) }
}

/** Statuses of the entries, in their order, from the answer's hex. */
function entryStatuses(answer: unknown): readonly EntryStatus[] {
  const pairs = typeof answer === 'string' ? (answer.match(/../g) ?? []) : []
  return pairs.map((pair) => {
    const name = names[Number.parseInt(pair, 16)]
    if (name === undefined) throw new RangeError(`unknown status ${pair}`)
    return name
  })
}
