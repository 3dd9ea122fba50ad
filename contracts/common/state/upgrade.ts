/** The upgrade that is proposed: a record of its own, so that one proposed while another is executed outlives it. */
import {
  blockTimestamp,
  bytesEqual,
  currentAccountId,
  hexEncode,
  promiseBatchActionFunctionCall,
  promiseBatchActionUseGlobalContract,
  promiseBatchCreate,
  promiseReturn,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import { declaredSource } from '../wire/source.js'
import { dayNs } from '../wire/time.js'
import { bytes32, type RecordOf, record, u64, version } from './record.js'

export const upgradeRecord = record({
  version: version(1),
  /** SHA-256 of the code, which is published as a global contract under it. */
  codeHash: bytes32,
  /** From when it may be switched to. */
  atNs: u64,
})
export type Upgrade = RecordOf<typeof upgradeRecord>

const key = 'u:'

/** How long a proposal may be executed once its delay is over. */
const openNs = 14n * dayNs
const longestDelayNs = 730n * dayNs
const stepGas = 30_000_000_000_000n

export function findUpgrade(): Upgrade | undefined {
  const bytes = storageRead(key)
  return bytes === undefined ? undefined : upgradeRecord.decode(bytes)
}

export function loadUpgrade(): Upgrade {
  return findUpgrade() ?? fail('ERR_NO_UPGRADE')
}

/** The first moment at which the proposal is void. */
export function expiryNs({ atNs }: Upgrade): bigint {
  return atNs + openNs
}

/** Replaces what was proposed before. */
export function saveUpgrade(codeHash: Uint8Array, delayNs: bigint): Upgrade {
  const leastNs = declaredSource().upgradeDelayNs
  if (delayNs < leastNs) fail('ERR_UPGRADE_DELAY', delayNs, leastNs)
  if (delayNs > longestDelayNs) fail('ERR_ARGS', 'delay_ns', `above ${longestDelayNs}`)
  const upgrade = { codeHash, atNs: blockTimestamp() + delayNs }
  storageWrite(key, upgradeRecord.encode(upgrade))
  return upgrade
}

export function removeUpgrade(): void {
  storageRemove(key)
}

/** One batch: nothing of it stays if the code is not published, or `migrate` or `self_test` fails. */
export function switchCode(): void {
  const upgrade = loadUpgrade()
  const now = blockTimestamp()
  if (now < upgrade.atNs) fail('ERR_UPGRADE_EARLY', upgrade.atNs, now)
  if (now >= expiryNs(upgrade)) fail('ERR_UPGRADE_EXPIRED', expiryNs(upgrade), now)
  const args = JSON.stringify({ code_hash: hexEncode(upgrade.codeHash) })
  const batch = promiseBatchCreate(currentAccountId())
  promiseBatchActionUseGlobalContract(batch, upgrade.codeHash)
  promiseBatchActionFunctionCall(batch, 'migrate', args, 0n, stepGas)
  promiseBatchActionFunctionCall(batch, 'self_test', '{}', 0n, stepGas)
  promiseReturn(batch)
}

/** Ends the proposal that is executed; one that came meanwhile stays. Fails when it was withdrawn. */
export function endUpgrade(codeHash: Uint8Array): void {
  if (bytesEqual(loadUpgrade().codeHash, codeHash)) removeUpgrade()
}
