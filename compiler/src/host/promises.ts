/** Promises, batches, yields and their results. */
import type { Bytes, NativeEnv } from './native.js'

declare const env: NativeEnv

/** Host function `promise_and`. */
export function promiseAnd(...promises: readonly bigint[]): bigint {
  return env.promise_and(...promises) as bigint
}

/** Host function `promise_create`. */
export function promiseCreate(
  accountId: Bytes,
  methodName: Bytes,
  args: Bytes,
  amountYocto: bigint,
  gas: bigint,
): bigint {
  return env.promise_create(accountId, methodName, args, amountYocto, gas) as bigint
}

/** Host function `promise_then`. */
export function promiseThen(
  promise: bigint,
  accountId: Bytes,
  methodName: Bytes,
  args: Bytes,
  amountYocto: bigint,
  gas: bigint,
): bigint {
  return env.promise_then(promise, accountId, methodName, args, amountYocto, gas) as bigint
}

/** Host function `promise_batch_create`. */
export function promiseBatchCreate(accountId: Bytes): bigint {
  return env.promise_batch_create(accountId) as bigint
}

/** Host function `promise_batch_then`. */
export function promiseBatchThen(promise: bigint, accountId: Bytes): bigint {
  return env.promise_batch_then(promise, accountId) as bigint
}

/** Host function `promise_set_refund_to`. */
export function promiseSetRefundTo(promise: bigint, accountId: Bytes): void {
  env.promise_set_refund_to(promise, accountId)
}

/** Host function `promise_batch_action_create_account`. */
export function promiseBatchActionCreateAccount(promise: bigint): void {
  env.promise_batch_action_create_account(promise)
}

/** Host function `promise_batch_action_deploy_contract`. */
export function promiseBatchActionDeployContract(promise: bigint, code: Bytes): void {
  env.promise_batch_action_deploy_contract(promise, code)
}

/** Host function `promise_batch_action_deploy_global_contract`. */
export function promiseBatchActionDeployGlobalContract(promise: bigint, code: Bytes): void {
  env.promise_batch_action_deploy_global_contract(promise, code)
}

/** Host function `promise_batch_action_deploy_global_contract_by_account_id`. */
export function promiseBatchActionDeployGlobalContractByAccountId(
  promise: bigint,
  code: Bytes,
): void {
  env.promise_batch_action_deploy_global_contract_by_account_id(promise, code)
}

/** Host function `promise_batch_action_use_global_contract`. */
export function promiseBatchActionUseGlobalContract(promise: bigint, codeHash: Bytes): void {
  env.promise_batch_action_use_global_contract(promise, codeHash)
}

/** Host function `promise_batch_action_use_global_contract_by_account_id`. */
export function promiseBatchActionUseGlobalContractByAccountId(
  promise: bigint,
  accountId: Bytes,
): void {
  env.promise_batch_action_use_global_contract_by_account_id(promise, accountId)
}

/** Host function `promise_batch_action_function_call`. */
export function promiseBatchActionFunctionCall(
  promise: bigint,
  methodName: Bytes,
  args: Bytes,
  amountYocto: bigint,
  gas: bigint,
): void {
  env.promise_batch_action_function_call(promise, methodName, args, amountYocto, gas)
}

/** Host function `promise_batch_action_function_call_weight`. */
export function promiseBatchActionFunctionCallWeight(
  promise: bigint,
  methodName: Bytes,
  args: Bytes,
  amountYocto: bigint,
  gas: bigint,
  weight: bigint,
): void {
  env.promise_batch_action_function_call_weight(promise, methodName, args, amountYocto, gas, weight)
}

/** Host function `promise_batch_action_transfer`. */
export function promiseBatchActionTransfer(promise: bigint, amountYocto: bigint): void {
  env.promise_batch_action_transfer(promise, amountYocto)
}

/** Host function `promise_batch_action_stake`. */
export function promiseBatchActionStake(
  promise: bigint,
  amountYocto: bigint,
  publicKey: Bytes,
): void {
  env.promise_batch_action_stake(promise, amountYocto, publicKey)
}

/** Host function `promise_batch_action_add_key_with_full_access`. */
export function promiseBatchActionAddKeyWithFullAccess(
  promise: bigint,
  publicKey: Bytes,
  nonce: bigint,
): void {
  env.promise_batch_action_add_key_with_full_access(promise, publicKey, nonce)
}

/** Host function `promise_batch_action_add_key_with_function_call`. */
export function promiseBatchActionAddKeyWithFunctionCall(
  promise: bigint,
  publicKey: Bytes,
  nonce: bigint,
  allowanceYocto: bigint,
  receiverId: Bytes,
  methodNames: Bytes,
): void {
  env.promise_batch_action_add_key_with_function_call(
    promise,
    publicKey,
    nonce,
    allowanceYocto,
    receiverId,
    methodNames,
  )
}

/** Host function `promise_batch_action_delete_key`. */
export function promiseBatchActionDeleteKey(promise: bigint, publicKey: Bytes): void {
  env.promise_batch_action_delete_key(promise, publicKey)
}

/** Host function `promise_batch_action_delete_account`. */
export function promiseBatchActionDeleteAccount(promise: bigint, beneficiaryId: Bytes): void {
  env.promise_batch_action_delete_account(promise, beneficiaryId)
}

/** Host function `promise_batch_action_transfer_to_gas_key` (protocol 85). */
export function promiseBatchActionTransferToGasKey(
  promise: bigint,
  publicKey: Bytes,
  amountYocto: bigint,
): void {
  env.promise_batch_action_transfer_to_gas_key(promise, publicKey, amountYocto)
}

/** Host function `promise_batch_action_add_gas_key_with_full_access` (protocol 85). */
export function promiseBatchActionAddGasKeyWithFullAccess(
  promise: bigint,
  publicKey: Bytes,
  nonceCount: bigint,
): void {
  env.promise_batch_action_add_gas_key_with_full_access(promise, publicKey, nonceCount)
}

/** Host function `promise_batch_action_add_gas_key_with_function_call` (protocol 85). */
export function promiseBatchActionAddGasKeyWithFunctionCall(
  promise: bigint,
  publicKey: Bytes,
  nonceCount: bigint,
  allowanceYocto: bigint,
  receiverId: Bytes,
  methodNames: Bytes,
): void {
  env.promise_batch_action_add_gas_key_with_function_call(
    promise,
    publicKey,
    nonceCount,
    allowanceYocto,
    receiverId,
    methodNames,
  )
}

/** Host function `promise_batch_action_universal_state_init` (protocol 88, NEP-655). */
export function promiseBatchActionUniversalStateInit(
  promise: bigint,
  stateInit: Bytes,
  amountYocto: bigint,
): void {
  env.promise_batch_action_universal_state_init(promise, stateInit, amountYocto)
}

/**
 * Host function `universal_state_init_to_account_id` (protocol 88, NEP-655). Undefined for bytes that
 * are no state init or not its canonical borsh.
 */
export function universalStateInitToAccountId(stateInit: Bytes): Uint8Array | undefined {
  const status = env.universal_state_init_to_account_id(stateInit, 0n) as bigint
  return status === 0n ? (env.read_register(0n) as Uint8Array) : undefined
}

/** Host function `promise_batch_action_state_init`. */
export function promiseBatchActionStateInit(
  promise: bigint,
  codeHash: Bytes,
  amountYocto: bigint,
): bigint {
  return env.promise_batch_action_state_init(promise, codeHash, amountYocto) as bigint
}

/** Host function `promise_batch_action_state_init_by_account_id`. */
export function promiseBatchActionStateInitByAccountId(
  promise: bigint,
  accountId: Bytes,
  amountYocto: bigint,
): bigint {
  return env.promise_batch_action_state_init_by_account_id(
    promise,
    accountId,
    amountYocto,
  ) as bigint
}

/** Host function `set_state_init_data_entry`. */
export function setStateInitDataEntry(
  promise: bigint,
  actionIndex: bigint,
  key: Bytes,
  value: Bytes,
): void {
  env.set_state_init_data_entry(promise, actionIndex, key, value)
}

/** Host function `promise_yield_create`. Returns the promise and the data id that resumes it. */
export function promiseYieldCreate(
  methodName: Bytes,
  args: Bytes,
  gas: bigint,
  weight: bigint,
): { readonly promise: bigint; readonly dataId: Uint8Array } {
  const promise = env.promise_yield_create(methodName, args, gas, weight, 0n) as bigint
  return { promise, dataId: env.read_register(0n) as Uint8Array }
}

/** Host function `promise_yield_resume`. Tells whether that yield was pending. */
export function promiseYieldResume(dataId: Bytes, payload: Bytes): boolean {
  return env.promise_yield_resume(dataId, payload) === 1
}

/**
 * Host function `promise_yield_create_with_id` (protocol 85): a yield under an id of 32 bytes that the
 * contract chooses. Undefined when a yield with that id is pending.
 */
export function promiseYieldCreateWithId(
  methodName: Bytes,
  args: Bytes,
  amountYocto: bigint,
  gas: bigint,
  weight: bigint,
  yieldId: Bytes,
): bigint | undefined {
  const promise = env.promise_yield_create_with_id(
    methodName,
    args,
    amountYocto,
    gas,
    weight,
    yieldId,
  ) as bigint
  return promise === 0xffff_ffff_ffff_ffffn ? undefined : promise
}

/** Host function `promise_yield_resume_with_yield_id`. Tells whether that yield was pending. */
export function promiseYieldResumeWithYieldId(yieldId: Bytes, payload: Bytes): boolean {
  return env.promise_yield_resume_with_yield_id(yieldId, payload) === 1
}

/** Host function `promise_results_count`. */
export function promiseResultsCount(): bigint {
  return env.promise_results_count() as bigint
}

/** Host function `promise_result`, without looking at the value: whether the promise succeeded. */
export function promiseSucceeded(index: bigint): boolean {
  return env.promise_result(index, 0n) === 1n
}

/** Host function `promise_result`. Undefined when there is none. */
export function promiseResult(index: bigint): Uint8Array | undefined {
  return env.promise_result(index, 0n) === 1n ? (env.read_register(0n) as Uint8Array) : undefined
}

/** Host function `promise_return`. */
export function promiseReturn(promise: bigint): void {
  env.promise_return(promise)
}
