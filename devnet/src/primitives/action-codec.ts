import { BorshError, type BorshReader, BorshWriter } from './borsh.js'
import { bytesKey, bytesOfKey } from './hash.js'
import { keyTag, keyTypeOfTag, publicKeyLength, signatureLength } from './keys.js'
import type {
  AccessKey,
  AccessKeyPermission,
  Action,
  DelegateAction,
  GlobalContractId,
  PublicKey,
  Signature,
  SignedDelegateAction,
  StateInit,
} from './types.js'

export function readPublicKey(reader: BorshReader): PublicKey {
  const keyType = keyTypeOfTag(reader.u8())
  if (keyType === undefined) throw new BorshError('unknown public key type')
  return { keyType, data: reader.fixed(publicKeyLength(keyType)) }
}

export function writePublicKey(writer: BorshWriter, key: PublicKey): BorshWriter {
  return writer.u8(keyTag(key.keyType)).fixed(key.data)
}

export function readSignature(reader: BorshReader): Signature {
  const keyType = keyTypeOfTag(reader.u8())
  if (keyType === undefined) throw new BorshError('unknown signature type')
  return { keyType, data: reader.fixed(signatureLength(keyType)) }
}

export function readAccessKey(reader: BorshReader): AccessKey {
  return { nonce: reader.u64(), permission: readPermission(reader) }
}

export function writeAccessKey(writer: BorshWriter, accessKey: AccessKey): BorshWriter {
  writer.u64(accessKey.nonce)
  const { permission } = accessKey
  if (permission.kind === 'FullAccess') return writer.u8(1)
  if (permission.kind !== 'FunctionCall')
    throw new BorshError(`${permission.kind} keys are not stored`)
  writer.u8(0)
  if (permission.allowanceYocto === undefined) writer.u8(0)
  else writer.u8(1).u128(permission.allowanceYocto)
  writer.string(permission.receiverId).u32(permission.methodNames.length)
  for (const name of permission.methodNames) writer.string(name)
  return writer
}

function readPermission(reader: BorshReader): AccessKeyPermission {
  const tag = reader.u8()
  if (tag === 1) return { kind: 'FullAccess' }
  if (tag !== 0) throw new BorshError(`unknown access key permission ${tag}`)
  return {
    kind: 'FunctionCall',
    allowanceYocto: reader.optional(() => reader.u128()),
    receiverId: reader.string(),
    methodNames: reader.list(() => reader.string()),
  }
}

function readGlobalContractId(reader: BorshReader): GlobalContractId {
  const tag = reader.u8()
  if (tag === 0) return { kind: 'codeHash', codeHash: reader.fixed(32) }
  if (tag === 1) return { kind: 'accountId', accountId: reader.string() }
  throw new BorshError(`unknown global contract identifier ${tag}`)
}

/** Reads one action. Gas-key actions are refused: this runtime does not run them. */
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
      return { kind: 'DeleteAccount', beneficiaryId: reader.string() }
    case 8:
      return { kind: 'Delegate', delegate: readSignedDelegate(reader) }
    case 9: {
      const code = reader.bytes()
      const mode = reader.u8()
      if (mode > 1) throw new BorshError(`unknown global deploy mode ${mode}`)
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
    default:
      throw new BorshError(`Unexpected variant tag: ${tag}`)
  }
}

function readStateInit(reader: BorshReader): StateInit {
  const version = reader.u8()
  if (version !== 0) throw new BorshError(`unknown state init version ${version}`)
  const code = readGlobalContractId(reader)
  const entries = reader.list(() => [bytesKey(reader.bytes()), reader.bytes()] as const)
  return { code, data: new Map(entries) }
}

/** NEP-616: an account id is the hash of these bytes. Entries stand in the order of their keys. */
export function writeStateInit(writer: BorshWriter, { code, data }: StateInit): BorshWriter {
  writeGlobalContractId(writer.u8(0), code).u32(data.size)
  const entries = Array.from(data, ([key, value]) => [bytesOfKey(key), value] as const)
  entries.sort(([a], [b]) => Buffer.compare(a, b))
  for (const [key, value] of entries) writer.bytes(key).bytes(value)
  return writer
}

function writeGlobalContractId(writer: BorshWriter, id: GlobalContractId): BorshWriter {
  return id.kind === 'codeHash'
    ? writer.u8(0).fixed(id.codeHash)
    : writer.u8(1).string(id.accountId)
}

function readSignedDelegate(reader: BorshReader): SignedDelegateAction {
  const senderId = reader.string()
  const receiverId = reader.string()
  const actions = reader.list(() => readAction(reader))
  if (actions.some((action) => action.kind === 'Delegate')) {
    throw new BorshError('delegate action must not contain another one')
  }
  const delegateAction = {
    senderId,
    receiverId,
    actions,
    nonce: reader.u64(),
    maxBlockHeight: reader.u64(),
    publicKey: readPublicKey(reader),
  }
  return { delegateAction, signature: readSignature(reader) }
}

function writeAction(writer: BorshWriter, action: Action): void {
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
    default:
      throw new BorshError(`${action.kind} cannot be encoded`)
  }
}

/** NEP-366: what the delegate's key signs is sha256 of these bytes. */
export function delegateSigningBytes(delegate: DelegateAction): Uint8Array {
  const writer = new BorshWriter().u32(2 ** 30 + 366)
  writer.string(delegate.senderId).string(delegate.receiverId).u32(delegate.actions.length)
  for (const action of delegate.actions) writeAction(writer, action)
  writer.u64(delegate.nonce).u64(delegate.maxBlockHeight)
  return writePublicKey(writer, delegate.publicKey).finish()
}

export function encodeActions(writer: BorshWriter, actions: readonly Action[]): BorshWriter {
  writer.u32(actions.length)
  for (const action of actions) writeAction(writer, action)
  return writer
}
