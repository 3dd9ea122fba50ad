import { writeAction } from '../../primitives/action-codec.js'
import { BorshWriter } from '../../primitives/borsh.js'
import { borshPublicKey } from '../../primitives/keys.js'
import type { AccountId } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { NewReceipt } from '../types/receipt-progress.js'

/** Length of a receipt in Borsh (nearcore `ReceiptV0`). */
export function receiptSize(config: ProtocolConfig, receipt: NewReceipt): number {
  const frame = stringSize(receipt.predecessorId) + stringSize(receipt.receiverId) + idLength + 1
  if (receipt.kind === 'Data')
    return frame + idLength + 1 + (receipt.data === undefined ? 0 : 4 + receipt.data.length)
  if (receipt.kind === 'Distribution') {
    const { contract, code } = receipt
    const id = 1 + (contract.kind === 'codeHash' ? idLength : stringSize(contract.accountId))
    const nonce = config.protocolVersion >= 83 ? 8 : 0
    const shards = 8 + 4
    return frame + 1 + id + shards + nonce + 4 + code.length
  }
  const { signerId, signerPublicKey, refundTo, outputDataReceivers, inputDataIds } = receipt
  const outputs = outputDataReceivers.reduce(
    (sum, { receiverId }) => sum + idLength + stringSize(receiverId),
    4,
  )
  // Only what calls make is a nearcore `ActionReceiptV2`, which names where refunds go.
  const refund = receipt.isFromCall ? 1 + (refundTo === undefined ? 0 : stringSize(refundTo)) : 0
  const writer = new BorshWriter()
  for (const action of receipt.actions) writeAction(writer, action)
  const actions = 4 + writer.finish().length
  const head = stringSize(signerId) + refund + borshPublicKey(signerPublicKey).length + 16
  return frame + head + outputs + 4 + inputDataIds.length * idLength + actions
}

const idLength = 32

function stringSize(text: AccountId): number {
  return 4 + text.length
}
