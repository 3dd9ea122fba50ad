import type { Transaction } from '../primitives/types.js'
import type { ProtocolConfig } from '../vm/config.js'
import {
  actionsGas,
  attachedGas,
  prepaidExecutionGas,
  prepaidSendGas,
  totalDepositYocto,
} from './fees.js'

/** What a transaction costs when it becomes a receipt (nearcore.md 4.2). */
export type TransactionCost = {
  readonly gasBurnt: bigint
  readonly burntYocto: bigint
  readonly receiptGasPriceYocto: bigint
  readonly totalYocto: bigint
}

export function transactionCost(
  config: ProtocolConfig,
  transaction: Transaction,
  blockGasPriceYocto: bigint,
): TransactionCost {
  const { signerId, receiverId, actions } = transaction
  const sir = signerId === receiverId
  const { actionReceipt } = config.fees
  const receiptSend = sir ? actionReceipt.sendSir : actionReceipt.sendNotSir
  const gasBurnt = receiptSend + actionsGas(config, actions, sir, receiverId).send
  const remaining =
    attachedGas(actions) +
    prepaidExecutionGas(config, actions, receiverId) +
    prepaidSendGas(config, actions)
  const { minGasPurchasePriceYocto } = config
  const receiptGasPriceYocto =
    blockGasPriceYocto > minGasPurchasePriceYocto ? blockGasPriceYocto : minGasPurchasePriceYocto
  const burntYocto = gasBurnt * blockGasPriceYocto
  const totalYocto = burntYocto + remaining * receiptGasPriceYocto + totalDepositYocto(actions)
  return { gasBurnt, burntYocto, receiptGasPriceYocto, totalYocto }
}
