/** `StateRecord` JSON, as in genesis files and `sandbox_patch_state`. */
import type { AccessKey, AccessKeyPermission } from '../../primitives/types.js'
import type { StatePatchRecord } from '../../runtime/types/account.js'
import { parseError } from './error.js'
import {
  accountIdMember,
  amountYoctoOf,
  base64Member,
  hashOf,
  isObject,
  objectParams,
  type ParamsObject,
  publicKeyMember,
  stringMember,
  u64Of,
} from './params.js'

/**
 * Decodes one record: Account, Contract, AccessKey or Data. Unknown members are ignored; other
 * record kinds (receipts in flight) are refused with PARSE_ERROR.
 */
export function stateRecord(json: unknown): StatePatchRecord {
  const record = objectParams(json)
  const [kind] = Object.keys(record)
  const body = kind === undefined ? undefined : record[kind]
  if (!isObject(body)) throw parseError('Failed parsing args: a record must be {Kind: {…}}')
  const accountId = accountIdMember(body, 'account_id')
  switch (kind) {
    case 'Account':
      return { kind, accountId, account: accountOf(objectParams(body.account)) }
    case 'Contract':
      return { kind, accountId, code: base64Member(body, 'code') }
    case 'AccessKey':
      return {
        kind,
        accountId,
        publicKey: publicKeyMember(body, 'public_key'),
        accessKey: accessKeyOf(objectParams(body.access_key)),
      }
    case 'Data':
      return {
        kind,
        accountId,
        key: base64Member(body, 'data_key'),
        value: base64Member(body, 'value'),
      }
    default:
      throw parseError(`Failed parsing args: records of kind ${kind} cannot be patched`)
  }
}

function accountOf(
  account: ParamsObject,
): Extract<StatePatchRecord, { kind: 'Account' }>['account'] {
  const globalHash = account.global_contract_hash
  const globalAccount = account.global_contract_account_id
  return {
    amountYocto: amountYoctoOf(account.amount, 'amount'),
    lockedYocto: amountYoctoOf(account.locked ?? '0', 'locked'),
    storageUsage: u64Of(account.storage_usage ?? 0, 'storage_usage'),
    codeHash: hashOf(account.code_hash),
    globalContract:
      typeof globalHash === 'string'
        ? { kind: 'codeHash', codeHash: hashOf(globalHash) }
        : typeof globalAccount === 'string'
          ? { kind: 'accountId', accountId: accountIdMember(account, 'global_contract_account_id') }
          : undefined,
    // Nodes refuse a waiting account without its nonce: it is all that stops old transactions.
    ...(account.state === 'uninitialized'
      ? { bootstrapNonce: u64Of(account.bootstrap_nonce, 'bootstrap_nonce') }
      : {}),
  }
}

/** Decodes `{ nonce, permission }`. */
export function accessKeyOf(accessKey: ParamsObject): AccessKey {
  return { nonce: u64Of(accessKey.nonce, 'nonce'), permission: permissionOf(accessKey.permission) }
}

function permissionOf(permission: unknown): AccessKeyPermission {
  if (permission === 'FullAccess') return { kind: 'FullAccess' }
  if (isObject(permission)) {
    if (isObject(permission.FunctionCall)) {
      return { kind: 'FunctionCall', ...functionCallOf(permission.FunctionCall) }
    }
    if (isObject(permission.GasKeyFullAccess)) {
      return { kind: 'GasKeyFullAccess', ...gasKeyOf(permission.GasKeyFullAccess) }
    }
    if (isObject(permission.GasKeyFunctionCall)) {
      const body = permission.GasKeyFunctionCall
      return { kind: 'GasKeyFunctionCall', ...gasKeyOf(body), ...functionCallOf(body) }
    }
  }
  throw parseError('Failed parsing args: unknown access key permission')
}

function gasKeyOf(body: ParamsObject): {
  readonly balanceYocto: bigint
  readonly numNonces: number
} {
  const numNonces = u64Of(body.num_nonces, 'num_nonces')
  if (numNonces > 0xffffn) throw parseError('Failed parsing args: `num_nonces` must be a u16')
  return {
    balanceYocto: amountYoctoOf(body.balance, 'balance'),
    numNonces: Number(numNonces),
  }
}

function functionCallOf(body: ParamsObject): {
  readonly allowanceYocto: bigint | undefined
  readonly receiverId: string
  readonly methodNames: readonly string[]
} {
  const { allowance, method_names: methodNames } = body
  if (!Array.isArray(methodNames) || !methodNames.every((name) => typeof name === 'string')) {
    throw parseError('Failed parsing args: `method_names` must be a list of strings')
  }
  return {
    allowanceYocto:
      allowance === null || allowance === undefined
        ? undefined
        : amountYoctoOf(allowance, 'allowance'),
    receiverId: stringMember(body, 'receiver_id'),
    methodNames,
  }
}
