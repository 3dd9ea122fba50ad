/** Borsh of receipts (nearcore `Receipt`), which roots of chunks are made from. */
import { encodeActions } from './action-codec.js'
import { BorshWriter } from './borsh.js'
import { writePublicKey } from './key-codec.js'
import { writeGlobalContractId } from './state-init-codec.js'
import type { ActionReceipt, DataReceipt, DistributionReceipt, Receipt } from './types.js'

/** Tags of nearcore `ReceiptEnum`. */
const tags = {
  action: 0,
  data: 1,
  promiseYield: 2,
  promiseResume: 3,
  distribution: 4,
  actionV2: 5,
  promiseYieldV2: 6,
} as const

const onlyShard = 0n

/** A Borsh list of receipts. */
export function encodeReceipts(receipts: readonly Receipt[]): Uint8Array {
  const writer = new BorshWriter().u32(receipts.length)
  for (const receipt of receipts) {
    writer.string(receipt.predecessorId).string(receipt.receiverId).fixed(receipt.receiptId)
    if (receipt.kind === 'Action') writeAction(writer, receipt)
    else if (receipt.kind === 'Data') writeData(writer, receipt)
    else writeDistribution(writer, receipt)
  }
  return writer.finish()
}

function writeAction(writer: BorshWriter, receipt: ActionReceipt): void {
  const { isPromiseYield } = receipt
  if (receipt.isPromise === true) {
    writer.u8(isPromiseYield ? tags.promiseYieldV2 : tags.actionV2).string(receipt.signerId)
    if (receipt.refundTo === undefined) writer.u8(0)
    else writer.u8(1).string(receipt.refundTo)
  } else writer.u8(isPromiseYield ? tags.promiseYield : tags.action).string(receipt.signerId)
  writePublicKey(writer, receipt.signerPublicKey).u128(receipt.gasPriceYocto)
  writer.u32(receipt.outputDataReceivers.length)
  for (const { dataId, receiverId } of receipt.outputDataReceivers)
    writer.fixed(dataId).string(receiverId)
  writer.u32(receipt.inputDataIds.length)
  for (const dataId of receipt.inputDataIds) writer.fixed(dataId)
  encodeActions(writer, receipt.actions)
}

function writeData(writer: BorshWriter, { dataId, data, isPromiseResume }: DataReceipt): void {
  writer.u8(isPromiseResume ? tags.promiseResume : tags.data).fixed(dataId)
  if (data === undefined) writer.u8(0)
  else writer.u8(1).bytes(data)
}

/** Version 2 counts deployments (protocol 83). */
function writeDistribution(writer: BorshWriter, receipt: DistributionReceipt): void {
  const { contract, code, nonce } = receipt
  writer.u8(tags.distribution).u8(nonce === undefined ? 0 : 1)
  writeGlobalContractId(writer, contract).u64(onlyShard).u32(0).bytes(code)
  if (nonce !== undefined) writer.u64(nonce)
}
