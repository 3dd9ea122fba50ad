import {
  blockTimestamp,
  bytesEqual,
  currentAccountId,
  hexEncode,
  promiseBatchActionDeployContract,
  promiseBatchActionFunctionCall,
  promiseBatchCreate,
  sha256,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import type { Governance } from './governance.js'

/** 72 hours: time for users to read the code and leave. */
export const minUpgradeDelayNs = 259_200_000_000_000n

const stepGas = 30_000_000_000_000n

export function requireUpgrade(governance: Governance): void {
  if (governance.upgradeAtNs === 0n) fail('ERR_NO_UPGRADE')
}

/** One batch: nothing of it stays if `migrate` or `self_test` fails. */
export function deployUpgrade(governance: Governance, code: Uint8Array): void {
  requireUpgrade(governance)
  const now = blockTimestamp()
  if (now < governance.upgradeAtNs) fail('ERR_UPGRADE_EARLY', governance.upgradeAtNs, now)
  const hash = sha256(code)
  if (!bytesEqual(hash, governance.upgradeHash)) {
    fail('ERR_UPGRADE_HASH', hexEncode(hash), hexEncode(governance.upgradeHash))
  }
  const batch = promiseBatchCreate(currentAccountId())
  promiseBatchActionDeployContract(batch, code)
  promiseBatchActionFunctionCall(batch, 'migrate', '{}', 0n, stepGas)
  promiseBatchActionFunctionCall(batch, 'self_test', '{}', 0n, stepGas)
}
