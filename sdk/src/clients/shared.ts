import { acceptOwner } from '../actions/shared/accept-owner.js'
import { cancelUpgrade } from '../actions/shared/cancel-upgrade.js'
import { contractSourceMetadata } from '../actions/shared/contract-source-metadata.js'
import { creditOf } from '../actions/shared/credit-of.js'
import { deposit } from '../actions/shared/deposit.js'
import { dropToken } from '../actions/shared/drop-token.js'
import { executeUpgrade } from '../actions/shared/execute-upgrade.js'
import { governance } from '../actions/shared/governance.js'
import { holdToken } from '../actions/shared/hold-token.js'
import { outboxEntry } from '../actions/shared/outbox-entry.js'
import { pause } from '../actions/shared/pause.js'
import { proposeOwner } from '../actions/shared/propose-owner.js'
import { proposeUpgrade } from '../actions/shared/propose-upgrade.js'
import { registerToken } from '../actions/shared/register-token.js'
import { resume } from '../actions/shared/resume.js'
import { retryOutbox } from '../actions/shared/retry-outbox.js'
import { selfTest } from '../actions/shared/self-test.js'
import { setGuardian } from '../actions/shared/set-guardian.js'
import { solvency } from '../actions/shared/solvency.js'
import { storageBalanceBounds } from '../actions/shared/storage-balance-bounds.js'
import { storageBalanceOf } from '../actions/shared/storage-balance-of.js'
import { storageDeposit } from '../actions/shared/storage-deposit.js'
import { storageUnregister } from '../actions/shared/storage-unregister.js'
import { storageWithdraw } from '../actions/shared/storage-withdraw.js'
import { tokens } from '../actions/shared/tokens.js'
import { withdraw } from '../actions/shared/withdraw.js'
import { type Bound, bind } from './bind.js'
import type { Client, ContractName } from './client.js'

/** What every contract of the hub can do, bound to one of them. */
export type SharedClient = {
  readonly acceptOwner: Bound<typeof acceptOwner, [Client, ContractName]>
  readonly cancelUpgrade: Bound<typeof cancelUpgrade, [Client, ContractName]>
  readonly contractSourceMetadata: Bound<typeof contractSourceMetadata, [Client, ContractName]>
  readonly creditOf: Bound<typeof creditOf, [Client, ContractName]>
  readonly deposit: Bound<typeof deposit, [Client, ContractName]>
  readonly dropToken: Bound<typeof dropToken, [Client, ContractName]>
  readonly executeUpgrade: Bound<typeof executeUpgrade, [Client, ContractName]>
  readonly governance: Bound<typeof governance, [Client, ContractName]>
  readonly holdToken: Bound<typeof holdToken, [Client, ContractName]>
  readonly outboxEntry: Bound<typeof outboxEntry, [Client, ContractName]>
  readonly pause: Bound<typeof pause, [Client, ContractName]>
  readonly proposeOwner: Bound<typeof proposeOwner, [Client, ContractName]>
  readonly proposeUpgrade: Bound<typeof proposeUpgrade, [Client, ContractName]>
  readonly registerToken: Bound<typeof registerToken, [Client, ContractName]>
  readonly resume: Bound<typeof resume, [Client, ContractName]>
  readonly retryOutbox: Bound<typeof retryOutbox, [Client, ContractName]>
  readonly selfTest: Bound<typeof selfTest, [Client, ContractName]>
  readonly setGuardian: Bound<typeof setGuardian, [Client, ContractName]>
  readonly solvency: Bound<typeof solvency, [Client, ContractName]>
  readonly storageBalanceBounds: Bound<typeof storageBalanceBounds, [Client, ContractName]>
  readonly storageBalanceOf: Bound<typeof storageBalanceOf, [Client, ContractName]>
  readonly storageDeposit: Bound<typeof storageDeposit, [Client, ContractName]>
  readonly storageUnregister: Bound<typeof storageUnregister, [Client, ContractName]>
  readonly storageWithdraw: Bound<typeof storageWithdraw, [Client, ContractName]>
  readonly tokens: Bound<typeof tokens, [Client, ContractName]>
  readonly withdraw: Bound<typeof withdraw, [Client, ContractName]>
}

export function sharedClient(client: Client, contract: ContractName): SharedClient {
  return bind(
    {
      acceptOwner,
      cancelUpgrade,
      contractSourceMetadata,
      creditOf,
      deposit,
      dropToken,
      executeUpgrade,
      governance,
      holdToken,
      outboxEntry,
      pause,
      proposeOwner,
      proposeUpgrade,
      registerToken,
      resume,
      retryOutbox,
      selfTest,
      setGuardian,
      solvency,
      storageBalanceBounds,
      storageBalanceOf,
      storageDeposit,
      storageUnregister,
      storageWithdraw,
      tokens,
      withdraw,
    },
    client,
    contract,
  )
}
