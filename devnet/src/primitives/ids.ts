import { sha256 } from './hash.js'

/** nearcore's id rule since protocol 77: sha256(base, block height, salt). */
export function deriveId(base: Uint8Array, blockHeight: bigint, salt: bigint): Uint8Array {
  const tail = new Uint8Array(16)
  const view = new DataView(tail.buffer)
  view.setBigUint64(0, blockHeight, true)
  view.setBigUint64(8, salt, true)
  return sha256(base, tail)
}

/** The hash of one action of a receipt: base of data ids and of the random seed. */
export function actionHash(
  receiptId: Uint8Array,
  blockHeight: bigint,
  actionIndex: number,
): Uint8Array {
  return deriveId(receiptId, blockHeight, 2n ** 64n - 1n - BigInt(actionIndex))
}
