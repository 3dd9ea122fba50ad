import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { RpcContext } from '../node/context.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { receiptIdParam, unknownReceipt } from './tx.js'

/**
 * `EXPERIMENTAL_receipt_to_tx`: the transaction a receipt descends from. Looks backwards from the
 * block that ran the receipt, so it takes time in proportion to the age of the transaction.
 */
export function receiptToTx({ chain }: RpcContext, params: unknown): JsonView {
  const receiptId = receiptIdParam(params)
  const outcome = chain.outcome(receiptId)
  let wanted = receiptId
  for (
    let block = chain.block(
      outcome === undefined ? { kind: 'head' } : { kind: 'hash', hash: outcome.blockHash },
    );
    block !== undefined;
    block = parentOf(chain, block)
  ) {
    // A parent runs in the same block or an earlier one; within a block the later ids come first.
    for (const id of block.outcomeIds.toReversed()) {
      if (!isParent(chain, id, wanted)) continue
      const transaction = chain.transaction(id)
      if (transaction !== undefined) {
        return {
          transaction_hash: hashText(id),
          sender_account_id: transaction.signed.transaction.signerId,
        }
      }
      wanted = id
    }
  }
  throw unknownReceipt(receiptId)
}

function isParent(chain: Chain, id: Uint8Array, child: Uint8Array): boolean {
  const receiptIds = chain.outcome(id)?.receiptIds ?? []
  return receiptIds.some((receiptId) => Buffer.compare(receiptId, child) === 0)
}

function parentOf(chain: Chain, block: Block): Block | undefined {
  const { height, prevHash } = block.header
  return height === chain.genesis().header.height
    ? undefined
    : chain.block({ kind: 'hash', hash: prevHash })
}
