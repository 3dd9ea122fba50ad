import type { AccountId, ActionReceipt, PublicKey } from '../../primitives/types.js'
import type { BlockContext } from '../state/block-context.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'
import {
  attachedGas,
  prepaidExecutionGas,
  prepaidSendGas,
  totalDepositYocto,
} from './gas-totals.js'

export type Settlement = {
  readonly depositRefundYocto: bigint
  readonly gasRefundYocto: bigint
  readonly tokensBurntYocto: bigint
  /** The part of it that the receipt's outcome tells. */
  readonly shownBurntYocto: bigint
}

/** Prices a receipt's gas: what burns, what returns, and the charge for a new account (nearcore.md 4.6). */
export function settle(
  block: BlockContext,
  receipt: ActionReceipt,
  progress: ReceiptProgress,
  ok: boolean,
): Settlement {
  if (receipt.predecessorId === 'system') {
    return { depositRefundYocto: 0n, gasRefundYocto: 0n, tokensBurntYocto: 0n, shownBurntYocto: 0n }
  }
  const { config } = block
  const bought = receipt.gasPriceYocto
  const burnPrice = burnPriceYocto(block, receipt)
  const prepaid =
    attachedGas(receipt.actions) +
    prepaidExecutionGas(config, receipt.actions, receipt.receiverId) +
    prepaidSendGas(config, receipt.actions)
  const unspent = prepaid - (ok ? progress.gasUsed : progress.gasBurnt)
  const surplus = progress.gasBurnt * (bought - burnPrice)
  const creationCharge =
    ok && progress.createdAccount ? creationChargeYocto(block, burnPrice, surplus) : 0n
  const forGasYocto = burnPrice * progress.gasBurnt + creationCharge
  const tokensBurntYocto = forGasYocto + (ok ? progress.burntYocto : 0n)
  return {
    depositRefundYocto: ok ? 0n : totalDepositYocto(receipt.actions),
    gasRefundYocto: unspent * bought + surplus - creationCharge,
    tokensBurntYocto,
    // IncludeDeployGlobalContractOutcomeBurntStorage: before, global storage was left out.
    shownBurntYocto: config.protocolVersion < 83 ? forGasYocto : tokensBurntYocto,
  }
}

/** Until protocol 85 gas burnt at the price it was bought at, whatever the price was by then. */
export function burnPriceYocto(block: BlockContext, receipt: ActionReceipt): bigint {
  if (block.config.protocolVersion < 85) return receipt.gasPriceYocto
  return smaller(receipt.gasPriceYocto, block.gasPriceYocto)
}

function creationChargeYocto({ config }: BlockContext, burnPrice: bigint, surplus: bigint): bigint {
  const charge = config.accountCreationChargeYocto - config.fees.createAccount.execution * burnPrice
  if (charge <= 0n) return 0n
  return smaller(charge, surplus)
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

const noKey: PublicKey = { keyType: 'ed25519', data: new Uint8Array(32) }

/** A transfer from `system`: it costs nothing and never creates an account. */
export function refundReceipt(
  receiverId: AccountId,
  amountYocto: bigint,
  signer?: { readonly signerId: AccountId; readonly publicKey: PublicKey },
): Omit<ActionReceipt, 'receiptId'> {
  return {
    kind: 'Action',
    predecessorId: 'system',
    receiverId,
    signerId: signer?.signerId ?? 'system',
    signerPublicKey: signer?.publicKey ?? noKey,
    gasPriceYocto: 0n,
    outputDataReceivers: [],
    inputDataIds: [],
    actions: [{ kind: 'Transfer', depositYocto: amountYocto }],
    isPromiseYield: false,
    refundTo: undefined,
  }
}
