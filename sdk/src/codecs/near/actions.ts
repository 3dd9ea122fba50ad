/** Actions of NEAR, delegate actions (NEP-366) and transactions as Borsh structures. */
import type { BorshSchema } from '../borsh.js'
import {
  fixedBytes,
  listOf,
  nonceSchema,
  oneOf,
  publicKeySchema,
  type StructSchema,
  signatureSchema,
  someBytes,
  struct,
} from './keys.js'

const callPermission = {
  allowance: { option: 'u128' },
  receiverId: 'string',
  methodNames: listOf('string'),
}
const gasKey = { balance: 'u128', numNonces: 'u16' }

export const accessKeySchema: BorshSchema = struct({
  nonce: 'u64',
  permission: oneOf({
    functionCall: struct(callPermission),
    fullAccess: struct(),
    gasKeyFunctionCall: struct({ ...gasKey, ...callPermission }),
    gasKeyFullAccess: struct(gasKey),
  }),
})

const globalContractId = oneOf({ codeHash: fixedBytes(32), accountId: 'string' })
const stateInit = oneOf({
  v1: struct({
    code: globalContractId,
    data: listOf(struct({ key: someBytes, value: someBytes })),
  }),
})
const publicKey = publicKeySchema

/** The actions, where `delegate` and `delegateV2` hold what is given. */
const actionOf = (delegate: BorshSchema, delegateV2: BorshSchema): BorshSchema =>
  oneOf({
    createAccount: struct(),
    deployContract: struct({ code: someBytes }),
    functionCall: struct({ methodName: 'string', args: someBytes, gas: 'u64', deposit: 'u128' }),
    transfer: struct({ deposit: 'u128' }),
    stake: struct({ stake: 'u128', publicKey }),
    addKey: struct({ publicKey, accessKey: accessKeySchema }),
    deleteKey: struct({ publicKey }),
    deleteAccount: struct({ beneficiaryId: 'string' }),
    delegate,
    deployGlobalContract: struct({
      code: someBytes,
      mode: oneOf({ codeHash: struct(), accountId: struct() }),
    }),
    useGlobalContract: struct({ contract: globalContractId }),
    deterministicStateInit: struct({ stateInit, deposit: 'u128' }),
    transferToGasKey: struct({ publicKey, deposit: 'u128' }),
    withdrawFromGasKey: struct({ publicKey, amount: 'u128' }),
    delegateV2,
    universalStateInit: struct({ stateInit: someBytes, deposit: 'u128' }),
  })

const none = struct()
const delegateOf = (nonce: BorshSchema): StructSchema =>
  struct({
    senderId: 'string',
    receiverId: 'string',
    // A delegate action holds no other.
    actions: listOf(actionOf(none, none)),
    nonce,
    maxBlockHeight: 'u64',
    publicKey,
  })

export const delegateActionSchema: BorshSchema = delegateOf('u64')
const delegateActionV2 = oneOf({ v2: delegateOf(nonceSchema) })

export const actionSchema: BorshSchema = actionOf(
  struct({ delegateAction: delegateActionSchema, signature: signatureSchema }),
  struct({ delegateAction: delegateActionV2, signature: signatureSchema }),
)

const transactionOf = (nonce: BorshSchema): Record<string, BorshSchema> => ({
  signerId: 'string',
  publicKey,
  nonce,
  receiverId: 'string',
  blockHash: fixedBytes(32),
  actions: listOf(actionSchema),
})

/** As it was before versions: its first bytes are the length of the signer's id. */
export const transactionSchema: BorshSchema = struct(transactionOf('u64'))

/** NEP-611's, which begins with a 1. */
export const transactionV1Schema: BorshSchema = struct({
  version: 'u8',
  ...transactionOf(nonceSchema),
  nonceMode: oneOf({ monotonic: struct(), strict: struct() }),
})
