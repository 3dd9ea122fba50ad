import { BorshError, type BorshReader, BorshWriter } from './borsh.js'
import {
  readAccessKey,
  readAccountId,
  readPublicKey,
  readSignature,
  writeAccessKey,
  writePublicKey,
  writeSignature,
} from './key-codec.js'
import {
  readGlobalContractId,
  readStateInit,
  writeGlobalContractId,
  writeStateInit,
} from './state-init-codec.js'
import type { Action, DelegateAction, SignedDelegateAction } from './types.js'

/** Reads one action. */
export function readAction(reader: BorshReader): Action {
  const tag = reader.u8()
  switch (tag) {
    case 0:
      return { kind: 'CreateAccount' }
    case 1:
      return { kind: 'DeployContract', code: reader.bytes() }
    case 2:
      return {
        kind: 'FunctionCall',
        methodName: reader.string(),
        args: reader.bytes(),
        gas: reader.u64(),
        depositYocto: reader.u128(),
      }
    case 3:
      return { kind: 'Transfer', depositYocto: reader.u128() }
    case 4:
      return { kind: 'Stake', stakeYocto: reader.u128(), publicKey: readPublicKey(reader) }
    case 5:
      return { kind: 'AddKey', publicKey: readPublicKey(reader), accessKey: readAccessKey(reader) }
    case 6:
      return { kind: 'DeleteKey', publicKey: readPublicKey(reader) }
    case 7:
      return { kind: 'DeleteAccount', beneficiaryId: readAccountId(reader) }
    case 8:
      return { kind: 'Delegate', delegate: readSignedDelegate(reader, false) }
    case 9: {
      const code = reader.bytes()
      const mode = reader.u8()
      if (mode > 1) throw new BorshError(`Unexpected variant tag: ${mode}`)
      return { kind: 'DeployGlobalContract', code, mode: mode === 0 ? 'codeHash' : 'accountId' }
    }
    case 10:
      return { kind: 'UseGlobalContract', contract: readGlobalContractId(reader) }
    case 11:
      return {
        kind: 'DeterministicStateInit',
        stateInit: readStateInit(reader),
        depositYocto: reader.u128(),
      }
    case 12:
      return {
        kind: 'TransferToGasKey',
        publicKey: readPublicKey(reader),
        depositYocto: reader.u128(),
      }
    case 13:
      return {
        kind: 'WithdrawFromGasKey',
        publicKey: readPublicKey(reader),
        amountYocto: reader.u128(),
      }
    case 14: {
      const version = reader.u8()
      if (version !== 0) throw new BorshError(`unknown delegate version ${version}`)
      return { kind: 'Delegate', delegate: readSignedDelegate(reader, true) }
    }
    case 15:
      return {
        kind: 'UniversalStateInit',
        stateInit: reader.bytes(),
        depositYocto: reader.u128(),
      }
    default:
      throw new BorshError(`Unexpected variant tag: ${tag}`)
  }
}

function readSignedDelegate(reader: BorshReader, isVersionTwo: boolean): SignedDelegateAction {
  const senderId = readAccountId(reader)
  const receiverId = readAccountId(reader)
  const actions = reader.list(() => readAction(reader))
  if (actions.some((action) => action.kind === 'Delegate')) {
    throw new BorshError("DelegateAction mustn't contain a nested one")
  }
  const { nonce, nonceIndex } = isVersionTwo
    ? readNonce(reader)
    : { nonce: reader.u64(), nonceIndex: undefined }
  const delegateAction = {
    senderId,
    receiverId,
    actions,
    nonce,
    maxBlockHeight: reader.u64(),
    publicKey: readPublicKey(reader),
    ...(isVersionTwo ? { versionTwo: { nonceIndex } } : {}),
  }
  return { delegateAction, signature: readSignature(reader) }
}

/** nearcore `TransactionNonce`. */
export function readNonce(reader: BorshReader): {
  readonly nonce: bigint
  readonly nonceIndex: number | undefined
} {
  const tag = reader.u8()
  if (tag > 1) throw new BorshError(`Unexpected variant tag: ${tag}`)
  return { nonce: reader.u64(), nonceIndex: tag === 1 ? reader.u16() : undefined }
}

export function writeNonce(
  writer: BorshWriter,
  nonce: bigint,
  nonceIndex: number | undefined,
): BorshWriter {
  return nonceIndex === undefined
    ? writer.u8(0).u64(nonce)
    : writer.u8(1).u64(nonce).u16(nonceIndex)
}

export function writeAction(writer: BorshWriter, action: Action): void {
  switch (action.kind) {
    case 'CreateAccount':
      writer.u8(0)
      break
    case 'DeployContract':
      writer.u8(1).bytes(action.code)
      break
    case 'FunctionCall':
      writer
        .u8(2)
        .string(action.methodName)
        .bytes(action.args)
        .u64(action.gas)
        .u128(action.depositYocto)
      break
    case 'Transfer':
      writer.u8(3).u128(action.depositYocto)
      break
    case 'Stake':
      writePublicKey(writer.u8(4).u128(action.stakeYocto), action.publicKey)
      break
    case 'AddKey':
      writeAccessKey(writePublicKey(writer.u8(5), action.publicKey), action.accessKey)
      break
    case 'DeleteKey':
      writePublicKey(writer.u8(6), action.publicKey)
      break
    case 'DeleteAccount':
      writer.u8(7).string(action.beneficiaryId)
      break
    case 'DeployGlobalContract':
      writer
        .u8(9)
        .bytes(action.code)
        .u8(action.mode === 'codeHash' ? 0 : 1)
      break
    case 'UseGlobalContract':
      writeGlobalContractId(writer.u8(10), action.contract)
      break
    case 'DeterministicStateInit':
      writeStateInit(writer.u8(11), action.stateInit).u128(action.depositYocto)
      break
    case 'UniversalStateInit':
      writer.u8(15).bytes(action.stateInit).u128(action.depositYocto)
      break
    case 'TransferToGasKey':
      writePublicKey(writer.u8(12), action.publicKey).u128(action.depositYocto)
      break
    case 'WithdrawFromGasKey':
      writePublicKey(writer.u8(13), action.publicKey).u128(action.amountYocto)
      break
    case 'Delegate': {
      const { delegateAction, signature } = action.delegate
      writer.u8(delegateAction.versionTwo === undefined ? 8 : 14)
      writeSignature(writeDelegate(writer, delegateAction), signature)
      break
    }
  }
}

/** The delegate action, with its version in front when it has one. */
function writeDelegate(writer: BorshWriter, delegate: DelegateAction): BorshWriter {
  const { versionTwo } = delegate
  if (versionTwo !== undefined) writer.u8(0)
  writer.string(delegate.senderId).string(delegate.receiverId)
  encodeActions(writer, delegate.actions)
  if (versionTwo === undefined) writer.u64(delegate.nonce)
  else writeNonce(writer, delegate.nonce, versionTwo.nonceIndex)
  return writePublicKey(writer.u64(delegate.maxBlockHeight), delegate.publicKey)
}

/** NEP-366 and NEP-611: what the delegate's key signs is sha256 of these bytes. */
export function delegateSigningBytes(delegate: DelegateAction): Uint8Array {
  const nep = delegate.versionTwo === undefined ? 366 : 611
  return writeDelegate(new BorshWriter().u32(2 ** 30 + nep), delegate).finish()
}

export function encodeActions(writer: BorshWriter, actions: readonly Action[]): BorshWriter {
  writer.u32(actions.length)
  for (const action of actions) writeAction(writer, action)
  return writer
}
