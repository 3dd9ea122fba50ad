import { createHash } from 'node:crypto'
import type { Action, GlobalContractId, SignedDelegateAction } from '../../primitives/types.js'
import { base64Text, hashText, type JsonView, keyText } from '../wire/encode.js'
import { accessKeyView } from './access-key.js'

/**
 * nearcore `ActionView`. Deployed code is shown as the base64 of its sha256, as nodes do, never as
 * the code itself.
 */
export function actionView(action: Action): unknown {
  switch (action.kind) {
    case 'CreateAccount':
      return 'CreateAccount'
    case 'DeployContract':
      return { DeployContract: { code: codeDigest(action.code) } }
    case 'FunctionCall':
      return {
        FunctionCall: {
          method_name: action.methodName,
          args: base64Text(action.args),
          gas: action.gas,
          deposit: action.depositYocto.toString(),
        },
      }
    case 'Transfer':
      return { Transfer: { deposit: action.depositYocto.toString() } }
    case 'Stake':
      return {
        Stake: { stake: action.stakeYocto.toString(), public_key: keyText(action.publicKey) },
      }
    case 'AddKey':
      return {
        AddKey: {
          public_key: keyText(action.publicKey),
          access_key: accessKeyView(action.accessKey),
        },
      }
    case 'DeleteKey':
      return { DeleteKey: { public_key: keyText(action.publicKey) } }
    case 'DeleteAccount':
      return { DeleteAccount: { beneficiary_id: action.beneficiaryId } }
    case 'Delegate':
      return action.delegate.delegateAction.versionTwo === undefined
        ? { Delegate: delegateView(action.delegate) }
        : { DelegateV2: delegateView(action.delegate) }
    case 'DeployGlobalContract':
      return action.mode === 'codeHash'
        ? { DeployGlobalContract: { code: codeDigest(action.code) } }
        : { DeployGlobalContractByAccountId: { code: codeDigest(action.code) } }
    case 'UseGlobalContract':
      return action.contract.kind === 'codeHash'
        ? { UseGlobalContract: { code_hash: hashText(action.contract.codeHash) } }
        : { UseGlobalContractByAccountId: { account_id: action.contract.accountId } }
    case 'DeterministicStateInit':
      return {
        DeterministicStateInit: {
          code: globalContractView(action.stateInit.code),
          data: stateInitData(action.stateInit.data),
          deposit: action.depositYocto.toString(),
        },
      }
    case 'UniversalStateInit':
      return {
        UniversalStateInit: {
          state_init: base64Text(action.stateInit),
          deposit: action.depositYocto.toString(),
        },
      }
    case 'TransferToGasKey':
      return {
        TransferToGasKey: {
          public_key: keyText(action.publicKey),
          deposit: action.depositYocto.toString(),
        },
      }
    case 'WithdrawFromGasKey':
      return {
        WithdrawFromGasKey: {
          public_key: keyText(action.publicKey),
          amount: action.amountYocto.toString(),
        },
      }
  }
}

/** nearcore `GlobalContractIdentifierView`. */
export function globalContractView(id: GlobalContractId): JsonView {
  return id.kind === 'codeHash' ? { hash: hashText(id.codeHash) } : { account_id: id.accountId }
}

function delegateView({ delegateAction, signature }: SignedDelegateAction): JsonView {
  const { nonce, versionTwo } = delegateAction
  const body = {
    sender_id: delegateAction.senderId,
    receiver_id: delegateAction.receiverId,
    actions: delegateAction.actions.map(actionView),
    nonce: versionTwo === undefined ? nonce : nonceView(nonce, versionTwo.nonceIndex),
    max_block_height: delegateAction.maxBlockHeight,
    public_key: keyText(delegateAction.publicKey),
  }
  return {
    delegate_action: versionTwo === undefined ? body : { V2: body },
    signature: keyText(signature),
  }
}

/** nearcore `TransactionNonce`. */
function nonceView(nonce: bigint, nonceIndex: number | undefined): JsonView {
  return nonceIndex === undefined
    ? { Nonce: { nonce } }
    : { GasKeyNonce: { nonce, nonce_index: nonceIndex } }
}

// State-init keys are byte strings held one char per byte.
function stateInitData(data: ReadonlyMap<string, Uint8Array>): JsonView {
  return Object.fromEntries(
    Array.from(data, ([key, value]) => [
      Buffer.from(key, 'latin1').toString('base64'),
      base64Text(value),
    ]),
  )
}

function codeDigest(code: Uint8Array): string {
  return createHash('sha256').update(code).digest('base64')
}
