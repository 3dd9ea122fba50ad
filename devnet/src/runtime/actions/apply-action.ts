import { accountIdKind, isSubAccountOf } from '../../primitives/account-id.js'
import { gasKeyOf, maxBurntWithGasKeyYocto } from '../../primitives/gas-key.js'
import { sha256 } from '../../primitives/hash.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type {
  AccessKey,
  AccountId,
  Action,
  ActionReceipt,
  PublicKey,
} from '../../primitives/types.js'
import type { PromiseResult } from '../../vm/types/interface.js'
import { extraCallCompute, nonceRemovalCompute } from '../fees/compute.js'
import { refundReceipt } from '../fees/refunds.js'
import { usageWithout } from '../fees/storage-stake.js'
import { minimumStakeYocto } from '../stakes/epochs.js'
import { initialNonce, keyStorage } from '../state/access-keys.js'
import type { BlockContext } from '../state/block-context.js'
import type { Account } from '../types/account.js'
import { ActionFailure, type ReceiptProgress } from '../types/receipt-progress.js'
import { emptyAccount, globalIdLength, useGlobalContract, withEthWallet } from './account-code.js'
import { applyDelegate } from './delegate.js'
import { invoke, type Resume, resolveCode } from './function-call.js'
import { burnGasKey, refundGasKey, transferToGasKey, withdrawFromGasKey } from './gas-keys.js'
import { applyStateInit } from './state-init.js'
import { applyUniversalStateInit, waitingAccount } from './universal-account.js'

export type ActionRun = {
  readonly block: BlockContext
  readonly receipt: ActionReceipt
  readonly progress: ReceiptProgress
  readonly promiseResults: readonly PromiseResult[]
  /** The size of the block's proof when the receipt began. */
  readonly proofBytesBefore: number
  /** Becomes the new account after CreateAccount, the predecessor again after DeleteAccount. */
  actorId: AccountId
}

const ownerOnly: ReadonlySet<Action['kind']> = new Set([
  'DeployContract',
  'Stake',
  'AddKey',
  'DeleteKey',
  'DeployGlobalContract',
  'UseGlobalContract',
  'WithdrawFromGasKey',
  'DeleteAccount',
])

/** Existence, permission, effect: nearcore's order for every action. */
export function applyAction(run: ActionRun, action: Action, index: number): void {
  const { block, receipt } = run
  const accountId = receipt.receiverId
  const account = block.state.account(accountId)
  if (action.kind === 'CreateAccount') {
    createAccount(run, account)
    return
  }
  if (action.kind === 'DeterministicStateInit') {
    applyStateInit(run, account, action)
    return
  }
  if (action.kind === 'UniversalStateInit') {
    applyUniversalStateInit(run, account, action)
    return
  }
  if (account === undefined) {
    if (action.kind === 'Transfer' && mayCreateImplicitly(run)) {
      createImplicit(run, action.depositYocto)
      return
    }
    throw new ActionFailure({ AccountDoesNotExist: { account_id: accountId } })
  }
  if (account.bootstrapNonce !== undefined && action.kind !== 'Transfer')
    throw new ActionFailure({ AccountNotInitialized: { account_id: accountId } })
  if (ownerOnly.has(action.kind) && run.actorId !== accountId) {
    throw new ActionFailure({ ActorNoPermission: { account_id: accountId, actor_id: run.actorId } })
  }
  applyToAccount(run, account, action, index)
}

function applyToAccount(run: ActionRun, account: Account, action: Action, index: number): void {
  const { block, receipt, progress } = run
  const { state } = block
  const accountId = receipt.receiverId
  switch (action.kind) {
    case 'DeployContract': {
      const old = state.codeLength(accountId) ?? globalIdLength(account)
      state.setCode(accountId, action.code)
      const storageUsage =
        usageWithout(account.storageUsage, BigInt(old)) + BigInt(action.code.length)
      state.setAccount(accountId, {
        ...account,
        storageUsage,
        codeHash: sha256(action.code),
        globalContract: undefined,
      })
      return
    }
    case 'FunctionCall':
      callFunction(run, account, action, index)
      break
    case 'Transfer':
      transfer(run, account, action.depositYocto)
      break
    case 'Stake':
      stake(run, account, action)
      break
    case 'AddKey':
      addKey(run, account, action.publicKey, action.accessKey)
      break
    case 'DeleteKey':
      deleteKey(run, account, action.publicKey)
      break
    case 'DeleteAccount':
      deleteAccount(run, account, action.beneficiaryId)
      break
    case 'Delegate':
      applyDelegate(block, receipt, action.delegate, progress)
      break
    case 'TransferToGasKey':
      transferToGasKey(run, action)
      break
    case 'WithdrawFromGasKey':
      withdrawFromGasKey(run, account, action)
      break
    case 'DeployGlobalContract':
      deployGlobal(run, account, action.code, action.mode)
      break
    case 'UseGlobalContract':
      state.setAccount(accountId, useGlobalContract(run, account, action.contract))
      return
    default:
      throw new Error(`${action.kind} reached the runtime`)
  }
}

function createAccount(run: ActionRun, existing: Account | undefined): void {
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
function mayCreateImplicitly({ block, receipt }: ActionRun): boolean {
  const kind = accountIdKind(receipt.receiverId, block.config.protocolVersion)
  if (kind === 'named' || receipt.predecessorId === 'system') return false
  return kind === 'universal' || receipt.actions.length === 1
}

/** NEAR-implicit ids are their own full-access key; others get a bare account. */
function createImplicit(run: ActionRun, depositYocto: bigint): void {
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

function callFunction(
  run: ActionRun,
  account: Account,
  action: Extract<Action, { kind: 'FunctionCall' }>,
  actionIndex: number,
): void {
  const { block, receipt, progress } = run
  const funded = { ...account, amountYocto: account.amountYocto + action.depositYocto }
  const target = resolveCode(block, receipt.receiverId, funded)
  if (!target.ok) throw new ActionFailure({ FunctionCallError: target.error })
  const resumes: Resume[] = []
  const outcome = invoke(block, funded, target, {
    receipt,
    actionIndex,
    methodName: action.methodName,
    args: action.args,
    gas: action.gas,
    depositYocto: action.depositYocto,
    promiseResults: run.promiseResults,
    isLastAction: actionIndex === receipt.actions.length - 1,
    earlier: progress.promises,
    resumes,
    proofBytesBefore: run.proofBytesBefore,
  })
  progress.gasBurnt += outcome.burntGas
  progress.extraCompute += extraCallCompute(block.config, outcome.profile)
  progress.gasBurntForCalls += outcome.burntGas
  progress.gasUsed += outcome.usedGas
  progress.logs.push(...outcome.logs)
  for (const [cost, gas] of outcome.profile)
    progress.profile.set(cost, (progress.profile.get(cost) ?? 0n) + gas)
  progress.hostCalls.push(...outcome.hostCalls)
  if (outcome.aborted !== undefined)
    throw new ActionFailure({ FunctionCallError: outcome.aborted.outcome })
  const offset = progress.promises.length
  for (const promise of outcome.receipts) {
    const dependencies = promise.dependencies.map(({ receiptIndex, dataId }) => ({
      receiptIndex: receiptIndex + offset,
      dataId,
    }))
    progress.made.push(progress.promises.length)
    progress.promises.push({ ...promise, dependencies })
  }
  for (const { dataId, payload, isPlain } of resumes) {
    const { receiverId } = receipt
    progress.made.push({
      kind: 'Data',
      predecessorId: receiverId,
      receiverId,
      dataId,
      data: payload,
      isPromiseResume: !isPlain,
    })
  }
  progress.returned =
    outcome.returned.kind === 'receipt'
      ? { kind: 'promise', index: outcome.returned.receiptIndex + offset }
      : {
          kind: 'value',
          data: outcome.returned.kind === 'value' ? outcome.returned.data : new Uint8Array(0),
        }
  block.state.setAccount(receipt.receiverId, {
    ...funded,
    amountYocto: outcome.balanceYocto,
    storageUsage: usageWithout(outcome.storageUsage, 0n),
  })
}

/** A gas refund goes to the gas key that paid; otherwise the account gets what is transferred. */
function transfer(run: ActionRun, account: Account, depositYocto: bigint): void {
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

function stake(
  run: ActionRun,
  account: Account,
  { stakeYocto, publicKey }: { readonly stakeYocto: bigint; readonly publicKey: PublicKey },
): void {
  const { block, receipt, progress } = run
  const accountId = receipt.receiverId
  const increment = stakeYocto > account.lockedYocto ? stakeYocto - account.lockedYocto : 0n
  if (account.amountYocto < increment) {
    const short = {
      account_id: accountId,
      stake: `${stakeYocto}`,
      locked: `${account.lockedYocto}`,
      balance: `${account.amountYocto}`,
    }
    throw new ActionFailure({ TriesToStake: short })
  }
  if (stakeYocto === 0n && account.lockedYocto === 0n) {
    throw new ActionFailure({ TriesToUnstake: { account_id: accountId } })
  }
  const minimumYocto = minimumStakeYocto(block.epochs)
  if (stakeYocto > 0n && stakeYocto < minimumYocto) {
    const low = {
      account_id: accountId,
      stake: `${stakeYocto}`,
      minimum_stake: `${minimumYocto}`,
    }
    throw new ActionFailure({ InsufficientStake: low })
  }
  progress.proposal = { accountId, publicKey, stakeYocto }
  block.state.setAccount(accountId, {
    ...account,
    amountYocto: account.amountYocto - increment,
    lockedYocto: account.lockedYocto + increment,
  })
}

function addKey(
  { block, receipt }: ActionRun,
  account: Account,
  publicKey: PublicKey,
  accessKey: AccessKey,
): void {
  const accountId = receipt.receiverId
  if (block.state.accessKey(accountId, publicKey) !== undefined) {
    const key = { account_id: accountId, public_key: formatPublicKey(publicKey) }
    throw new ActionFailure({ AddKeyAlreadyExists: key })
  }
  const gasKey = gasKeyOf(accessKey)
  const nonce = initialNonce(block)
  const stored = { ...accessKey, nonce: gasKey === undefined ? nonce : 0n }
  block.state.setAccessKey(accountId, publicKey, stored)
  for (let index = 0; index < (gasKey?.numNonces ?? 0); index++)
    block.state.setGasKeyNonce(accountId, publicKey, index, nonce)
  const storageUsage = account.storageUsage + keyStorage(block, publicKey, stored)
  block.state.setAccount(accountId, { ...account, storageUsage })
}

function deleteKey(run: ActionRun, account: Account, publicKey: PublicKey): void {
  const { block, receipt } = run
  const accountId = receipt.receiverId
  const key = block.state.accessKey(accountId, publicKey)
  if (key === undefined) {
    const missing = { account_id: accountId, public_key: formatPublicKey(publicKey) }
    throw new ActionFailure({ DeleteKeyDoesNotExist: missing })
  }
  burnGasKey(run, publicKey, key)
  block.state.removeAccessKey(accountId, publicKey)
  const storageUsage = usageWithout(account.storageUsage, keyStorage(block, publicKey, key))
  block.state.setAccount(accountId, { ...account, storageUsage })
}

function deleteAccount(run: ActionRun, account: Account, beneficiaryId: AccountId): void {
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

/** Burns the price of global storage and sends the code off: it is usable in the next block. */
function deployGlobal(
  { block, receipt, progress }: ActionRun,
  account: Account,
  code: Uint8Array,
  mode: 'codeHash' | 'accountId',
): void {
  const accountId = receipt.receiverId
  const costYocto = block.config.globalContractStorageAmountPerByteYocto * BigInt(code.length)
  if (account.amountYocto < costYocto) {
    throw new ActionFailure({
      LackBalanceForState: { account_id: accountId, amount: `${costYocto}` },
    })
  }
  progress.burntYocto += costYocto
  block.state.setAccount(accountId, { ...account, amountYocto: account.amountYocto - costYocto })
  const id =
    mode === 'codeHash'
      ? ({ kind: mode, codeHash: sha256(code) } as const)
      : ({ kind: mode, accountId } as const)
  progress.made.push({
    kind: 'Distribution',
    predecessorId: accountId,
    receiverId: 'system',
    contract: id,
    code,
    nonce: block.config.protocolVersion >= 83 ? block.state.nextGlobalNonce(id) : undefined,
  })
}
