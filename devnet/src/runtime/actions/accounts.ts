/** Making accounts, by name or by a transfer, and deleting them. */
import { accountIdKind, isSubAccountOf } from '../../primitives/account-id.js'
import { maxBurntWithGasKeyYocto } from '../../primitives/gas-key.js'
import type { AccessKey, AccountId, PublicKey } from '../../primitives/types.js'
import { nonceRemovalCompute } from '../fees/compute.js'
import { refundReceipt } from '../fees/refunds.js'
import { initialNonce, keyStorage } from '../state/access-keys.js'
import { emptyAccount } from '../state/records.js'
import type { Account } from '../types/account.js'
import { globalIdLength, withEthWallet } from './account-code.js'
import { ActionFailure } from './failure.js'
import type { ActionRun } from './run.js'
import { waitingAccount } from './universal-account.js'

/** A named account, by the account above it or by the registrar. */
export function createAccount(run: ActionRun, existing: Account | undefined): void {
  const { block, receipt, progress } = run
  const accountId = receipt.receiverId
  if (existing !== undefined)
    throw new ActionFailure({ AccountAlreadyExists: { account_id: accountId } })
  if (accountIdKind(accountId, block.config.protocolVersion) !== 'named') {
    throw new ActionFailure({ OnlyImplicitAccountCreationAllowed: { account_id: accountId } })
  }
  const { config } = block
  if (!accountId.includes('.')) {
    const tooShort = accountId.length < config.minAllowedTopLevelAccountLength
    if (tooShort && receipt.predecessorId !== config.registrarAccountId) {
      const who = {
        account_id: accountId,
        registrar_account_id: config.registrarAccountId,
        predecessor_id: receipt.predecessorId,
      }
      throw new ActionFailure({ CreateAccountOnlyByRegistrar: who })
    }
  } else if (!isSubAccountOf(accountId, receipt.predecessorId)) {
    const who = { account_id: accountId, predecessor_id: receipt.predecessorId }
    throw new ActionFailure({ CreateAccountNotAllowed: who })
  }
  block.state.setAccount(accountId, emptyAccount(0n, config.numBytesAccount))
  progress.createdAccount = true
  run.actorId = accountId
}

/** A refund never creates an account, and only a universal one may be created by one action of many. */
export function mayCreateImplicitly({ block, receipt }: ActionRun): boolean {
  const kind = accountIdKind(receipt.receiverId, block.config.protocolVersion)
  if (kind === 'named' || receipt.predecessorId === 'system') return false
  return kind === 'universal' || receipt.actions.length === 1
}

/** NEAR-implicit ids are their own full-access key; others get a bare account. */
export function createImplicit(run: ActionRun, depositYocto: bigint): void {
  const { block, receipt, progress } = run
  const { state, config } = block
  const accountId = receipt.receiverId
  progress.createdAccount = true
  const kind = accountIdKind(accountId, config.protocolVersion)
  if (kind === 'universal') {
    state.setAccount(accountId, waitingAccount(run, depositYocto))
    return
  }
  if (kind !== 'near-implicit') {
    const bare = emptyAccount(depositYocto, config.numBytesAccount)
    const isWallet = kind === 'eth-implicit'
    state.setAccount(accountId, isWallet ? withEthWallet(block, accountId, bare) : bare)
    return
  }
  const publicKey: PublicKey = {
    keyType: 'ed25519',
    data: new Uint8Array(Buffer.from(accountId, 'hex')),
  }
  const accessKey: AccessKey = { nonce: initialNonce(block), permission: { kind: 'FullAccess' } }
  state.setAccessKey(accountId, publicKey, accessKey)
  const usage = config.numBytesAccount + keyStorage(block, publicKey, accessKey)
  state.setAccount(accountId, emptyAccount(depositYocto, usage))
}

/** What the account has goes to the beneficiary; what its gas keys hold burns. */
export function deleteAccount(run: ActionRun, account: Account, beneficiaryId: AccountId): void {
  const { block, receipt, progress } = run
  const accountId = receipt.receiverId
  if (account.lockedYocto > 0n)
    throw new ActionFailure({ DeleteAccountStaking: { account_id: accountId } })
  const { config, state } = block
  const codeLength = state.codeLength(accountId)
  // FixDeleteAccountGlobalContractStorageUsage: before, the name of a global contract counted.
  const nameLength = config.protocolVersion >= 85 ? globalIdLength(account) : 0
  if (
    account.storageUsage - BigInt(codeLength ?? nameLength) >
    config.maxAccountDeletionStorageUsage
  ) {
    throw new ActionFailure({ DeleteAccountWithLargeState: { account_id: accountId } })
  }
  const gasKeysYocto = state.gasKeyBalancesYocto(accountId)
  if (gasKeysYocto > maxBurntWithGasKeyYocto) {
    const balance = { account_id: accountId, public_key: null, balance: `${gasKeysYocto}` }
    throw new ActionFailure({ GasKeyBalanceTooHigh: balance })
  }
  progress.burntYocto += gasKeysYocto
  if (account.amountYocto > 0n) {
    progress.made.push(refundReceipt(beneficiaryId, account.amountYocto))
  }
  const nonces = state.removeAccount(accountId)
  progress.extraCompute += nonceRemovalCompute(config, nonces.count, nonces.keyBytes)
  progress.createdAccount = false
  run.actorId = receipt.predecessorId
}
