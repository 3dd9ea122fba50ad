/**
 * Host errors: what contracts get told, in the words of nearcore's `HostError` (`Display` in receipts,
 * `Debug` in views; runtime/near-vm-runner/src/logic/errors.rs).
 */
import { constants, type HostCall, hostContract, inRegister } from './host-contract.js'
import { type Kind, kinds } from './kind.js'
import { proofTooLargeForCall } from './proofs.js'
import { call, type Stage, type Staged } from './stage.js'

type Scene = {
  readonly calls: readonly HostCall[]
  /** `Display`. */
  readonly text: string
  /** `Debug`; only of what a view call can run into. */
  readonly debug?: string
}

const data = constants()
const bob = data.at('bob.test.near')
const invalidId = data.at('NOT.VALID')
const method = data.at('method')
const message = data.at('boom')
const notUtf8 = data.at(Uint8Array.of(0xff))
const notAKey = data.at(Uint8Array.of(9, 9, 9))
const greatAmount = data.at(new Uint8Array(16).fill(0xff))[1]
const noAmount = data.at(new Uint8Array(16))[1]
const pair = data.at(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0))[1]
const far = 2 ** 40

const batch: HostCall = ['promise_batch_create', ...bob]
/** Promises 0 and 1, and 2 that joins them. */
const joint: readonly HostCall[] = [batch, batch, ['promise_and', pair, 2]]
const many = (count: number, one: HostCall): HostCall[] => new Array(count).fill(one)
const inputError = (what: string, variant: string, msg: string) => ({
  text: `${what}: ${msg}`,
  debug: `${variant} { msg: "${msg}" }`,
})
const signatureCall = (name: string, length: number): HostCall => [name, length, 0, 0, 0, 0, 0]

export const hostScenes: Readonly<Record<string, Scene>> = {
  BadUTF16: {
    calls: [['log_utf16', 3, 0]],
    text: 'String encoding is bad UTF-16 sequence.',
    debug: 'BadUTF16',
  },
  BadUTF8: {
    calls: [['log_utf8', ...notUtf8]],
    text: 'String encoding is bad UTF-8 sequence.',
    debug: 'BadUTF8',
  },
  GasExceeded: {
    // 400 points cost 360 Tgas, more than is attached.
    calls: [['bls12381_map_fp2_to_g2', 400 * 96, 0, 0]],
    text: 'Exceeded the prepaid gas.',
  },
  GasLimitExceeded: {
    // 1,200 points cost 1,080 Tgas, more than any call may burn.
    calls: [['bls12381_map_fp2_to_g2', 1_200 * 96, 0, 0]],
    text: 'Exceeded the maximum amount of gas allowed to burn per contract.',
    debug: 'GasLimitExceeded',
  },
  BalanceExceeded: {
    calls: [batch, ['promise_batch_action_transfer', 0, greatAmount]],
    text: 'Exceeded the account balance.',
  },
  EmptyMethodName: {
    calls: [['promise_create', ...bob, 0, 0, 0, 0, noAmount, 1]],
    text: 'Tried to call an empty method name.',
  },
  GuestPanic: {
    calls: [['panic_utf8', ...message]],
    text: 'Smart contract panicked: boom',
    debug: 'GuestPanic { panic_msg: "boom" }',
  },
  IntegerOverflow: {
    calls: [['bls12381_p1_sum', inRegister, 7, 0]],
    text: 'Integer overflow.',
    debug: 'IntegerOverflow',
  },
  InvalidPromiseIndex: {
    calls: [['promise_return', 9]],
    text: '9 does not correspond to existing promises',
  },
  CannotAppendActionToJointPromise: {
    calls: [...joint, ['promise_batch_action_create_account', 2]],
    text: 'Actions can only be appended to non-joint promise.',
  },
  CannotReturnJointPromise: {
    calls: [...joint, ['promise_return', 2]],
    text: 'Returning joint promise is currently prohibited.',
  },
  CannotSetRefundToOnJointPromise: {
    calls: [...joint, ['promise_set_refund_to', 2, ...bob]],
    text: 'Cannot set refund_to on joint promise.',
  },
  InvalidPromiseResultIndex: {
    calls: [['promise_result', 5, 0]],
    text: 'Accessed invalid promise result index: 5',
  },
  InvalidRegisterId: {
    calls: [['read_register', 7, 0]],
    text: 'Accessed invalid register id: 7',
    debug: 'InvalidRegisterId { register_id: 7 }',
  },
  MemoryAccessViolation: {
    calls: [['log_utf8', 1, far]],
    text: 'Accessed memory outside the bounds.',
    debug: 'MemoryAccessViolation',
  },
  InvalidAccountId: {
    calls: [['promise_batch_create', ...invalidId]],
    text: 'VM Logic returned an invalid account id',
  },
  InvalidMethodName: {
    calls: [['promise_create', ...bob, ...notUtf8, 0, 0, noAmount, 1]],
    text: 'VM Logic returned an invalid method name',
  },
  InvalidPublicKey: {
    calls: [batch, ['promise_batch_action_delete_key', 0, ...notAKey]],
    text: 'VM Logic provided an invalid public key',
  },
  NumberOfLogsExceeded: {
    calls: many(101, ['log_utf8', 0, 0]),
    text: 'The number of logs will exceed the limit 100',
    debug: 'NumberOfLogsExceeded { limit: 100 }',
  },
  KeyLengthExceeded: {
    calls: [['storage_has_key', 2_049, 0]],
    text: 'The length of a storage key 2049 exceeds the limit 2048',
    debug: 'KeyLengthExceeded { length: 2049, limit: 2048 }',
  },
  ValueLengthExceeded: {
    calls: [['storage_write', 1, 0, 4_194_305, 0, 0]],
    text: 'The length of a storage value 4194305 exceeds the limit 4194304',
  },
  TotalLogLengthExceeded: {
    calls: [['log_utf8', 16_385, 0]],
    text: 'The length of a log message 16385 exceeds the limit 16384',
    debug: 'TotalLogLengthExceeded { length: 16385, limit: 16384 }',
  },
  NumberPromisesExceeded: {
    calls: many(1_025, batch),
    text: 'The number of promises within a FunctionCall 1025 exceeds the limit 1024',
  },
  NumberInputDataDependenciesExceeded: {
    // The memory there is zero: promise 0, 129 times.
    calls: [batch, ['promise_and', 131_072, 129]],
    text: 'The number of input data dependencies 129 exceeds the limit 128',
  },
  ReturnedValueLengthExceeded: {
    calls: [['value_return', 4_194_305, 0]],
    text: 'The length of a returned value 4194305 exceeds the limit 4194304',
    debug: 'ReturnedValueLengthExceeded { length: 4194305, limit: 4194304 }',
  },
  ContractSizeExceeded: {
    calls: [batch, ['promise_batch_action_deploy_contract', 0, 4_194_305, 0]],
    text: 'The size of a contract code in DeployContract action 4194305 exceeds the limit 4194304',
  },
  Deprecated: {
    calls: [['storage_iter_prefix', 0, 0]],
    text: 'Attempted to call deprecated host function storage_iter_prefix',
    debug: 'Deprecated { method_name: "storage_iter_prefix" }',
  },
  ECRecoverError: {
    calls: [['ecrecover', 32, 0, 63, 0, 0, 0, 0]],
    ...inputError(
      'ECDSA recover error',
      'ECRecoverError',
      'The length of the signature: 63, exceeds the limit of 64 bytes',
    ),
  },
  AltBn128InvalidInput: {
    calls: [['alt_bn128_g1_sum', 64, 0, 0]],
    ...inputError(
      'AltBn128 invalid input',
      'AltBn128InvalidInput',
      'slice of size 64 cannot be precisely split into chunks of size 65',
    ),
  },
  Ed25519VerifyInvalidInput: {
    calls: [signatureCall('ed25519_verify', 63)],
    ...inputError(
      'ED25519 signature verification error',
      'Ed25519VerifyInvalidInput',
      'invalid signature length',
    ),
  },
  P256VerifyInvalidInput: {
    calls: [signatureCall('p256_verify', 63)],
    ...inputError(
      'P256 signature verification error',
      'P256VerifyInvalidInput',
      'invalid signature length',
    ),
  },
  BLS12381InvalidInput: {
    calls: [['bls12381_p1_sum', 96, 0, 0]],
    ...inputError(
      'BLS12-381 invalid input',
      'BLS12381InvalidInput',
      'Incorrect input length for bls12381_p1_sum: 96 is not divisible by 97',
    ),
  },
  YieldPayloadLength: {
    calls: [['promise_yield_resume', 32, 0, 1_025, 0]],
    text: 'Yield resume payload is 1025 bytes which exceeds the 1024 byte limit',
  },
  DataIdMalformed: {
    calls: [['promise_yield_resume', 31, 0, 0, 0]],
    text: 'yield resumption token is malformed',
  },
  YieldIdMalformed: {
    calls: [['promise_yield_create_with_id', ...method, 0, 0, noAmount, 0, 1, 31, 0]],
    text: 'yield id is malformed',
  },
  ContractCodeHashMalformed: {
    calls: [batch, ['promise_batch_action_use_global_contract', 0, 31, 0]],
    text: 'contract code hash is malformed',
  },
  InvalidActionIndex: {
    calls: [batch, ['set_state_init_data_entry', 0, 5, 1, 0, 1, 0]],
    text: 'Invalid action index: 5',
  },
  DataEntryAlreadyExists: {
    calls: [
      batch,
      ['promise_batch_action_state_init', 0, 32, 0, noAmount],
      ['set_state_init_data_entry', 0, 0, 1, 0, 1, 0],
      ['set_state_init_data_entry', 0, 0, 1, 0, 1, 0],
    ],
    text: 'Data entry already exists',
  },
}

/** 86 does not link this one. */
const mlDsa: Scene = {
  calls: [signatureCall('ml_dsa_verify', 3_308)],
  ...inputError(
    'ML-DSA signature verification error',
    'MlDsa65VerifyInvalidInput',
    'invalid signature length',
  ),
}

/** Runs into everything but the limit of a call, which only views have for themselves. */
const memoryPages = 70

export function hostErrorContract(): Uint8Array {
  const methods = Object.entries(hostScenes).map(([name, { calls }]) => [name, calls] as const)
  return hostContract(Object.fromEntries(methods), data.bytes(), memoryPages)
}

async function fail(stage: Stage, name: string, text: string): Promise<Staged> {
  const { accountId } = await stage.contract('host', hostErrorContract)
  const bytes = await stage.sign(stage.alice, accountId, [call(name)])
  const kind = { FunctionCallError: { ExecutionError: text } }
  return stage.failed(bytes, accountId, kind, { methodName: name })
}

export const hostErrors: readonly Kind[] = kinds('HostError', {
  ...Object.fromEntries(
    Object.entries(hostScenes).map(([name, { text }]) => [
      name,
      (stage: Stage) => fail(stage, name, text),
    ]),
  ),
  MlDsa65VerifyInvalidInput: async (stage) => {
    const next = await stage.under('87')
    const { accountId } = await next.contract('ml-dsa', () =>
      hostContract({ verify: mlDsa.calls }, data.bytes()),
    )
    const bytes = await next.sign(next.alice, accountId, [call('verify')])
    const kind = { FunctionCallError: { ExecutionError: mlDsa.text } }
    return next.failed(bytes, accountId, kind, { methodName: 'verify' })
  },
  ProhibitedInView: async (stage) => {
    const { accountId } = await stage.contract('host', hostErrorContract)
    const debug = 'HostError(ProhibitedInView { method_name: "promise_return" })'
    return stage.executionError(accountId, 'InvalidPromiseIndex', debug, {
      ExecutionError: 'promise_return is not allowed in view calls',
    })
  },
  InvalidReceiptIndex: 'nearcore checks the promise index before it can be out of range',
  InvalidIteratorIndex: 'the iterators of storage are deprecated host functions',
  IteratorWasInvalidated: 'the iterators of storage are deprecated host functions',
  RecordedStorageExceeded: proofTooLargeForCall,
})
