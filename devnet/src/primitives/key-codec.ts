/** Borsh of account ids, keys, signatures and what a key may do. */
import { accountIdProblem, isAccountId } from './account-id.js'
import { BorshError, type BorshReader, type BorshWriter } from './borsh.js'
import { keyTag, keyTypeOfTag, publicKeyLength, signatureLength } from './keys.js'
import type {
  AccessKey,
  AccessKeyPermission,
  AccountId,
  FunctionCallPermission,
  KeyType,
  PublicKey,
  Signature,
} from './types.js'

export function readPublicKey(reader: BorshReader): PublicKey {
  const keyType = readKeyType(reader)
  return { keyType, data: reader.fixed(publicKeyLength(keyType)) }
}

function readKeyType(reader: BorshReader): KeyType {
  const tag = reader.u8()
  const keyType = keyTypeOfTag(tag)
  if (keyType === undefined) throw new BorshError(`unknown key type '${tag}'`)
  return keyType
}

export function writePublicKey(writer: BorshWriter, key: PublicKey): BorshWriter {
  return writer.u8(keyTag(key.keyType)).fixed(key.data)
}

export function readSignature(reader: BorshReader): Signature {
  const keyType = readKeyType(reader)
  return { keyType, data: reader.fixed(signatureLength(keyType)) }
}

export function writeSignature(writer: BorshWriter, signature: Signature): BorshWriter {
  return writer.u8(keyTag(signature.keyType)).fixed(signature.data)
}

export function readAccessKey(reader: BorshReader): AccessKey {
  return { nonce: reader.u64(), permission: readPermission(reader) }
}

export function writeAccessKey(writer: BorshWriter, accessKey: AccessKey): BorshWriter {
  writer.u64(accessKey.nonce)
  const { permission } = accessKey
  switch (permission.kind) {
    case 'FunctionCall':
      return writeFunctionCall(writer.u8(0), permission)
    case 'FullAccess':
      return writer.u8(1)
    case 'GasKeyFunctionCall':
      writer.u8(2).u128(permission.balanceYocto).u16(permission.numNonces)
      return writeFunctionCall(writer, permission)
    case 'GasKeyFullAccess':
      return writer.u8(3).u128(permission.balanceYocto).u16(permission.numNonces)
  }
}

function writeFunctionCall(writer: BorshWriter, permission: FunctionCallPermission): BorshWriter {
  if (permission.allowanceYocto === undefined) writer.u8(0)
  else writer.u8(1).u128(permission.allowanceYocto)
  writer.string(permission.receiverId).u32(permission.methodNames.length)
  for (const name of permission.methodNames) writer.string(name)
  return writer
}

function readPermission(reader: BorshReader): AccessKeyPermission {
  const tag = reader.u8()
  switch (tag) {
    case 0:
      return { kind: 'FunctionCall', ...readFunctionCall(reader) }
    case 1:
      return { kind: 'FullAccess' }
    case 2:
      return { kind: 'GasKeyFunctionCall', ...readGasKey(reader), ...readFunctionCall(reader) }
    case 3:
      return { kind: 'GasKeyFullAccess', ...readGasKey(reader) }
    default:
      throw new BorshError(`Unexpected variant tag: ${tag}`)
  }
}

function readGasKey(reader: BorshReader): { balanceYocto: bigint; numNonces: number } {
  return { balanceYocto: reader.u128(), numNonces: reader.u16() }
}

function readFunctionCall(reader: BorshReader): FunctionCallPermission {
  return {
    allowanceYocto: reader.optional(() => reader.u128()),
    receiverId: reader.string(),
    methodNames: reader.list(() => reader.string()),
  }
}

/** Reads an account id; what is none throws `BorshError`, as near-account-id does. */
export function readAccountId(reader: BorshReader): AccountId {
  const text = reader.string()
  if (!isAccountId(text)) throw new BorshError(accountIdProblem(text))
  return text
}
