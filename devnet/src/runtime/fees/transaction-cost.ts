import type { Transaction } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import {
  attachedGas,
  prepaidExecutionGas,
  prepaidSendGas,
  sendGas,
  signatureGas,
  totalDepositYocto,
} from './gas-totals.js'

/** What a transaction costs when it becomes a receipt (nearcore.md 4.2). */
export type TransactionCost = {
  readonly gasBurnt: bigint
  readonly burntYocto: bigint
  readonly receiptGasPriceYocto: bigint
  /** Burnt gas and gas that goes along: what a gas key pays. */
  readonly gasYocto: bigint
  readonly depositYocto: bigint
  readonly totalYocto: bigint
}

export function transactionCost(
  config: ProtocolConfig,
  transaction: Transaction,
  blockGasPriceYocto: bigint,
): TransactionCost {
  const { signerId, publicKey, receiverId, actions } = transaction
  const sir = signerId === receiverId
  const { actionReceipt } = config.fees
  const receiptSend = sir ? actionReceipt.sendSir : actionReceipt.sendNotSir
  const gasBurnt =
    receiptSend +
    sendGas(config, actions, sir, receiverId) +
    signatureGas(config, publicKey, actions)
  const remaining =
    attachedGas(actions) +
    prepaidExecutionGas(config, actions, receiverId) +
    prepaidSendGas(config, actions)
  const { minGasPurchasePriceYocto } = config
  const receiptGasPriceYocto =
    blockGasPriceYocto > minGasPurchasePriceYocto ? blockGasPriceYocto : minGasPurchasePriceYocto
  const burntYocto = gasBurnt * blockGasPriceYocto
  const gasYocto = burntYocto + remaining * receiptGasPriceYocto
  const depositYocto = totalDepositYocto(actions)
  const totalYocto = gasYocto + depositYocto
  return { gasBurnt, burntYocto, receiptGasPriceYocto, gasYocto, depositYocto, totalYocto }
}
