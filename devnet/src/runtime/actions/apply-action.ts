import type { Action } from '../../primitives/types.js'
import type { Account } from '../types/account.js'
import { useGlobalContract } from './account-code.js'
import { createAccount, createImplicit, deleteAccount, mayCreateImplicitly } from './accounts.js'
import { callFunction } from './call.js'
import { applyDelegate } from './delegate.js'
import { deploy, deployGlobal } from './deploy.js'
import { ActionFailure } from './failure.js'
import { transferToGasKey, withdrawFromGasKey } from './gas-keys.js'
import { addKey, deleteKey } from './keys.js'
import type { ActionRun } from './run.js'
import { stake } from './stake.js'
import { applyStateInit } from './state-init.js'
import { transfer } from './transfer.js'
import { applyUniversalStateInit } from './universal-account.js'

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
  switch (action.kind) {
    case 'DeployContract':
      deploy(run, account, action.code)
      break
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
      block.state.setAccount(receipt.receiverId, useGlobalContract(run, account, action.contract))
      break
    default:
      throw new Error(`${action.kind} reached the runtime`)
  }
}
