import type { RpcContext } from '../node/context.js'
import { transactionExecution } from '../node/execution.js'
import { requireAccount } from '../queries/account.js'
import { executionStatusView } from '../views/outcome.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { parseError } from '../wire/error.js'
import {
  accountIdMember,
  hashOf,
  isObject,
  objectParams,
  publicKeyMember,
  stringMember,
  u64Of,
} from '../wire/params.js'
import { requireState } from '../wire/reference.js'
import { unknownTransaction } from './wait.js'

/** `devnet_snapshot`: remembers chain and clock; gives `{ snapshot_id }`. */
export function snapshot({ snapshots }: RpcContext): JsonView {
  return { snapshot_id: snapshots.takeNumbered() }
}

/** `devnet_revert`: `{ snapshot_id }`; the snapshot stays usable. */
export function revert({ snapshots }: RpcContext, params: unknown): JsonView {
  const id = u64Of(objectParams(params).snapshot_id, 'snapshot_id')
  if (!snapshots.revertNumbered(Number(id))) throw parseError(`no snapshot ${id}`)
  return {}
}

/** `devnet_setTime`: `{ timestamp_ns }`, later than the head's; makes a block stamped so. */
export function setTime({ chain, producer }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const timestampNs = u64Of(request.timestamp_ns, 'timestamp_ns')
  const headNs = chain.head().header.timestampNs
  if (timestampNs <= headNs) throw parseError(`timestamp_ns must be later than ${headNs}`)
  const block = producer.setTime(timestampNs)
  return { timestamp_ns: block.header.timestampNs.toString() }
}

/** `devnet_advanceTime`: `{ delta_ns }`; makes a block at the new time. */
export function advanceTime({ producer }: RpcContext, params: unknown): JsonView {
  const deltaNs = u64Of(objectParams(params).delta_ns, 'delta_ns')
  const block = producer.advanceTime(deltaNs)
  return { timestamp_ns: block.header.timestampNs.toString() }
}

/** `devnet_produceBlocks`: `{ count }`, at most ten thousand a call. */
export function produceBlocks({ chain, producer }: RpcContext, params: unknown): JsonView {
  const count = u64Of(objectParams(params).count, 'count')
  if (count > 10_000n) throw parseError('count is at most 10000')
  for (let made = 0n; made < count; made++) producer.produceBlock()
  return { block_height: chain.head().header.height }
}

/**
 * `devnet_impersonate`: `{ account_id, public_key }` gives that key full access to the account, so
 * that its holder can act as the account. The account's storage usage is left as it is.
 */
export function impersonate({ chain, producer }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const accountId = accountIdMember(request, 'account_id')
  const publicKey = publicKeyMember(request, 'public_key')
  const head = { reference: { kind: 'head' }, echo: {} } as const
  requireAccount(requireState(chain, head), accountId)
  const accessKey = {
    nonce: (chain.head().header.height - 1n) * 1_000_000n,
    permission: { kind: 'FullAccess' },
  } as const
  chain.patchState([{ kind: 'AccessKey', accountId, publicKey, accessKey }])
  producer.produceBlock()
  return {}
}

/** `devnet_trace`: `{ tx_hash }` or `[tx_hash]`; gas by cost and every host call of the transaction's receipts. */
export function trace({ chain }: RpcContext, params: unknown): JsonView {
  const text = Array.isArray(params)
    ? params[0]
    : isObject(params)
      ? stringMember(params, 'tx_hash')
      : undefined
  const hash = hashOf(text)
  const execution = transactionExecution(chain, hash)
  if (execution === undefined) throw unknownTransaction(hash)
  return {
    transaction_hash: hashText(hash),
    complete: execution.isComplete,
    receipts: execution.receiptOutcomes.map((outcome) => ({
      receipt_id: hashText(outcome.id),
      block_hash: hashText(outcome.blockHash),
      executor_id: outcome.executorId,
      status: executionStatusView(outcome.status),
      logs: outcome.logs,
      gas_burnt: outcome.gasBurnt,
      gas_profile: Object.fromEntries(
        (outcome.gasProfile ?? []).map(({ cost, gasUsed }) => [cost, gasUsed.toString()]),
      ),
      host_calls: (outcome.hostCalls ?? []).map(({ name, gasBurnt }) => ({
        name,
        gas_burnt: gasBurnt.toString(),
      })),
    })),
  }
}
