/** What actions and refunds do to gas keys. */

import {
  type GasKeyPermission,
  gasKeyOf,
  maxBurntWithGasKeyYocto,
  withGasKeyBalance,
} from '../../primitives/gas-key.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type { AccessKey, Action, PublicKey } from '../../primitives/types.js'
import { nonceRemovalCompute } from '../fees/compute.js'
import { gasKeyNonceKey } from '../state/keys.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'

/** Anybody may fund a gas key; the deposit came with the receipt. */
export function transferToGasKey(
  run: ActionRun,
  { publicKey, depositYocto }: Extract<Action, { kind: 'TransferToGasKey' }>,
): void {
  const { accessKey, gasKey } = requireGasKey(run, publicKey)
  setBalance(run, publicKey, accessKey, gasKey, gasKey.balanceYocto + depositYocto)
}

export function withdrawFromGasKey(
  run: ActionRun,
  account: Account,
  { publicKey, amountYocto }: Extract<Action, { kind: 'WithdrawFromGasKey' }>,
): void {
  const { block, receipt } = run
  const { accessKey, gasKey } = requireGasKey(run, publicKey)
  if (gasKey.balanceYocto < amountYocto) {
    const short = {
      account_id: receipt.receiverId,
      public_key: formatPublicKey(publicKey),
      balance: `${gasKey.balanceYocto}`,
      required: `${amountYocto}`,
    }
    throw new ActionFailure({ InsufficientGasKeyBalance: short })
  }
  setBalance(run, publicKey, accessKey, gasKey, gasKey.balanceYocto - amountYocto)
  block.state.setAccount(receipt.receiverId, {
    ...account,
    amountYocto: account.amountYocto + amountYocto,
  })
}

/** Deleting a gas key burns what it holds, up to one NEAR, and removes its nonces. */
export function burnGasKey(run: ActionRun, publicKey: PublicKey, accessKey: AccessKey): void {
  const { block, receipt, progress } = run
  const gasKey = gasKeyOf(accessKey)
  if (gasKey === undefined) return
  if (gasKey.balanceYocto > maxBurntWithGasKeyYocto) {
    const balance = {
      account_id: receipt.receiverId,
      public_key: formatPublicKey(publicKey),
      balance: `${gasKey.balanceYocto}`,
    }
    throw new ActionFailure({ GasKeyBalanceTooHigh: balance })
  }
  progress.burntYocto += gasKey.balanceYocto
  for (let index = 0; index < gasKey.numNonces; index++)
    block.state.removeGasKeyNonce(receipt.receiverId, publicKey, index)
  const keyBytes = gasKeyNonceKey(receipt.receiverId, publicKey, 0).length * gasKey.numNonces
  progress.extraCompute += nonceRemovalCompute(block.config, gasKey.numNonces, keyBytes)
}

/** True when the signer's key is a gas key: then the refund is its own. */
export function refundGasKey(run: ActionRun, amountYocto: bigint): boolean {
  const { block, receipt } = run
  const accessKey = block.state.accessKey(receipt.receiverId, receipt.signerPublicKey)
  const gasKey = accessKey === undefined ? undefined : gasKeyOf(accessKey)
  if (accessKey === undefined || gasKey === undefined) return false
  const balanceYocto = gasKey.balanceYocto + amountYocto
  setBalance(run, receipt.signerPublicKey, accessKey, gasKey, balanceYocto)
  return true
}

function requireGasKey(
  { block, receipt }: ActionRun,
  publicKey: PublicKey,
): { readonly accessKey: AccessKey; readonly gasKey: GasKeyPermission } {
  const accessKey = block.state.accessKey(receipt.receiverId, publicKey)
  const gasKey = accessKey === undefined ? undefined : gasKeyOf(accessKey)
  if (accessKey !== undefined && gasKey !== undefined) return { accessKey, gasKey }
  const missing = { account_id: receipt.receiverId, public_key: formatPublicKey(publicKey) }
  throw new ActionFailure({ GasKeyDoesNotExist: missing })
}

function setBalance(
  { block, receipt }: ActionRun,
  publicKey: PublicKey,
  accessKey: AccessKey,
  gasKey: GasKeyPermission,
  balanceYocto: bigint,
): void {
  const changed = withGasKeyBalance(accessKey, gasKey, balanceYocto)
  block.state.setAccessKey(receipt.receiverId, publicKey, changed)
}
