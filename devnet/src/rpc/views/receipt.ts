import type {
  ActionReceipt,
  DataReceipt,
  DistributionReceipt,
  GlobalContractId,
  Receipt,
} from '../../primitives/types.js'
import { base64Text, hashText, type JsonView, keyText } from '../wire/encode.js'
import { actionView } from './action.js'

/** nearcore `ReceiptView`. */
export function receiptView(receipt: Receipt): JsonView {
  return {
    predecessor_id: receipt.predecessorId,
    receiver_id: receipt.receiverId,
    receipt_id: hashText(receipt.receiptId),
    receipt: bodyView(receipt),
    priority: 0,
  }
}

function bodyView(receipt: Receipt): JsonView {
  switch (receipt.kind) {
    case 'Action':
      return { Action: actionBody(receipt) }
    case 'Data':
      return { Data: dataBody(receipt) }
    case 'Distribution':
      return { GlobalContractDistribution: distributionBody(receipt) }
  }
}

/** nearcore `GlobalContractIdentifier`. */
export function globalIdentifier(contract: GlobalContractId): JsonView {
  return contract.kind === 'codeHash'
    ? { CodeHash: hashText(contract.codeHash) }
    : { AccountId: contract.accountId }
}

function distributionBody({ contract, code, nonce }: DistributionReceipt): JsonView {
  return {
    id: globalIdentifier(contract),
    target_shard: 0,
    already_delivered_shards: [],
    code: base64Text(code),
    nonce,
  }
}

function actionBody(receipt: ActionReceipt): JsonView {
  return {
    signer_id: receipt.signerId,
    signer_public_key: keyText(receipt.signerPublicKey),
    gas_price: receipt.gasPriceYocto.toString(),
    output_data_receivers: receipt.outputDataReceivers.map(({ dataId, receiverId }) => ({
      data_id: hashText(dataId),
      receiver_id: receiverId,
    })),
    input_data_ids: receipt.inputDataIds.map(hashText),
    actions: receipt.actions.map(actionView),
    is_promise_yield: receipt.isPromiseYield,
    refund_to: receipt.refundTo,
  }
}

function dataBody(receipt: DataReceipt): JsonView {
  return {
    data_id: hashText(receipt.dataId),
    data: receipt.data === undefined ? null : base64Text(receipt.data),
    is_promise_resume: receipt.isPromiseResume,
  }
}
