import type { Account } from '../types/account.js'
import { refundGasKey } from './gas-keys.js'
import type { ActionRun } from './run.js'

/** A gas refund goes to the gas key that paid; otherwise the account gets what is transferred. */
export function transfer(run: ActionRun, account: Account, depositYocto: bigint): void {
  const { block, receipt } = run
  const isGasRefund = receipt.predecessorId === 'system' && receipt.signerId === receipt.receiverId
  if (isGasRefund && refundGasKey(run, depositYocto)) return
  const amountYocto = account.amountYocto + depositYocto
  block.state.setAccount(receipt.receiverId, { ...account, amountYocto })
  if (isGasRefund) refundAllowance(run, depositYocto)
}

/** A gas refund also gives a function-call key its allowance back. */
function refundAllowance({ block, receipt }: ActionRun, amountYocto: bigint): void {
  const key = block.state.accessKey(receipt.receiverId, receipt.signerPublicKey)
  if (key?.permission.kind !== 'FunctionCall' || key.permission.allowanceYocto === undefined) return
  const permission = {
    ...key.permission,
    allowanceYocto: key.permission.allowanceYocto + amountYocto,
  }
  block.state.setAccessKey(receipt.receiverId, receipt.signerPublicKey, { ...key, permission })
}
