/** The devnet's structures as the Borsh schemas name their fields. */
import { bytesOfKey } from '@research-hub/devnet/internal/primitives/hash'
import type {
  AccessKey,
  Action,
  DelegateAction,
  FunctionCallPermission,
  GlobalContractId,
  KeyType,
  StateInit,
  Transaction,
} from '@research-hub/devnet/internal/primitives/types'

type Value = Readonly<Record<string, unknown>>

/** A public key or a signature. */
export function keyValue({ keyType, data }: { keyType: KeyType; data: Uint8Array }): Value {
  return { [keyType === 'ml-dsa-65' ? 'mlDsa65' : keyType]: data }
}

export function transactionValue(transaction: Transaction): Value {
  const { versionOne, nonce } = transaction
  const fields = {
    ...transaction,
    publicKey: keyValue(transaction.publicKey),
    actions: transaction.actions.map(actionValue),
  }
  if (versionOne === undefined) return fields
  return {
    ...fields,
    version: 1,
    nonce: nonceValue(nonce, versionOne.nonceIndex),
    nonceMode: { [versionOne.nonceMode]: {} },
  }
}

export function delegateValue(delegate: DelegateAction): Value {
  const { nonce, versionTwo } = delegate
  return {
    ...delegate,
    actions: delegate.actions.map(actionValue),
    nonce: versionTwo === undefined ? nonce : nonceValue(nonce, versionTwo.nonceIndex),
    publicKey: keyValue(delegate.publicKey),
  }
}

function nonceValue(nonce: bigint, nonceIndex: number | undefined): Value {
  return nonceIndex === undefined ? { plain: { nonce } } : { gasKey: { nonce, nonceIndex } }
}

function actionValue(action: Action): Value {
  switch (action.kind) {
    case 'CreateAccount':
      return { createAccount: {} }
    case 'DeployContract':
      return { deployContract: action }
    case 'FunctionCall':
      return { functionCall: { ...action, deposit: action.depositYocto } }
    case 'Transfer':
      return { transfer: { deposit: action.depositYocto } }
    case 'Stake':
      return { stake: { stake: action.stakeYocto, publicKey: keyValue(action.publicKey) } }
    case 'AddKey': {
      const publicKey = keyValue(action.publicKey)
      return { addKey: { publicKey, accessKey: accessKeyValue(action.accessKey) } }
    }
    case 'DeleteKey':
      return { deleteKey: { publicKey: keyValue(action.publicKey) } }
    case 'DeleteAccount':
      return { deleteAccount: action }
    case 'Delegate': {
      const { delegateAction, signature } = action.delegate
      const signed = {
        delegateAction: delegateValue(delegateAction),
        signature: keyValue(signature),
      }
      return delegateAction.versionTwo === undefined
        ? { delegate: signed }
        : { delegateV2: { ...signed, delegateAction: { v2: signed.delegateAction } } }
    }
    case 'DeployGlobalContract':
      return { deployGlobalContract: { code: action.code, mode: { [action.mode]: {} } } }
    case 'UseGlobalContract':
      return { useGlobalContract: { contract: contractValue(action.contract) } }
    case 'DeterministicStateInit': {
      const v1 = stateInitValue(action.stateInit)
      return { deterministicStateInit: { stateInit: { v1 }, deposit: action.depositYocto } }
    }
    case 'UniversalStateInit':
      return { universalStateInit: { ...action, deposit: action.depositYocto } }
    case 'TransferToGasKey': {
      const publicKey = keyValue(action.publicKey)
      return { transferToGasKey: { publicKey, deposit: action.depositYocto } }
    }
    case 'WithdrawFromGasKey': {
      const publicKey = keyValue(action.publicKey)
      return { withdrawFromGasKey: { publicKey, amount: action.amountYocto } }
    }
  }
}

function accessKeyValue({ nonce, permission }: AccessKey): Value {
  switch (permission.kind) {
    case 'FullAccess':
      return { nonce, permission: { fullAccess: {} } }
    case 'FunctionCall':
      return { nonce, permission: { functionCall: callValue(permission) } }
    case 'GasKeyFullAccess': {
      const { balanceYocto: balance, numNonces } = permission
      return { nonce, permission: { gasKeyFullAccess: { balance, numNonces } } }
    }
    case 'GasKeyFunctionCall': {
      const { balanceYocto: balance, numNonces } = permission
      const gasKeyFunctionCall = { balance, numNonces, ...callValue(permission) }
      return { nonce, permission: { gasKeyFunctionCall } }
    }
  }
}

function callValue({ allowanceYocto, receiverId, methodNames }: FunctionCallPermission): Value {
  return { allowance: allowanceYocto, receiverId, methodNames }
}

function contractValue(id: GlobalContractId): Value {
  return id.kind === 'codeHash' ? { codeHash: id.codeHash } : { accountId: id.accountId }
}

/** Entries stand in the order of their keys. */
function stateInitValue({ code, data }: StateInit): Value {
  const entries = [...data].map(([key, value]) => ({ key: bytesOfKey(key), value }))
  entries.sort((a, b) => Buffer.compare(a.key, b.key))
  return { code: contractValue(code), data: entries }
}
