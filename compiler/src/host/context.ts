/** What the call is about, its result and its logs. */
import type { Bytes, NativeEnv } from './native.js'

declare const env: NativeEnv

/** Host function `current_account_id`. */
export function currentAccountId(): Uint8Array {
  return env.current_account_id_value() as Uint8Array
}

/** Host function `signer_account_id`. */
export function signerAccountId(): Uint8Array {
  env.signer_account_id(0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `signer_account_pk`. */
export function signerAccountPk(): Uint8Array {
  env.signer_account_pk(0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `predecessor_account_id`. */
export function predecessorAccountId(): Uint8Array {
  return env.predecessor_account_id_value() as Uint8Array
}

/** Host function `refund_to_account_id`. */
export function refundToAccountId(): Uint8Array {
  env.refund_to_account_id(0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `chain_id`, protocol 85 and later. */
export function chainId(): Uint8Array {
  env.chain_id(0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `current_contract_code`. Kind (0 none, 1 local, 2 global by hash, 3 global by account) and its identifier. */
export function currentContractCode(): {
  readonly kind: bigint
  readonly id: Uint8Array | undefined
} {
  const kind = env.current_contract_code(0n) as bigint
  return { kind, id: kind === 0n ? undefined : (env.read_register(0n) as Uint8Array) }
}

/** Host function `input`. */
export function input(): Uint8Array {
  return env.input_value() as Uint8Array
}

/** Host function `block_index`. */
export function blockIndex(): bigint {
  return env.block_index() as bigint
}

/** Host function `block_timestamp`. */
export function blockTimestamp(): bigint {
  return env.block_timestamp() as bigint
}

/** Host function `epoch_height`. */
export function epochHeight(): bigint {
  return env.epoch_height() as bigint
}

/** Host function `storage_usage`. */
export function storageUsage(): bigint {
  return env.storage_usage() as bigint
}

/** Host function `account_balance`. yoctoNEAR. */
export function accountBalance(): bigint {
  return env.account_balance() as bigint
}

/** Host function `account_locked_balance`. yoctoNEAR. */
export function accountLockedBalance(): bigint {
  return env.account_locked_balance() as bigint
}

/** Host function `attached_deposit`. yoctoNEAR. */
export function attachedDeposit(): bigint {
  return env.attached_deposit() as bigint
}

/** Host function `prepaid_gas`. */
export function prepaidGas(): bigint {
  return env.prepaid_gas() as bigint
}

/** Host function `used_gas`. */
export function usedGas(): bigint {
  return env.used_gas() as bigint
}

/** Host function `validator_stake`. yoctoNEAR. */
export function validatorStake(accountId: Bytes): bigint {
  return env.validator_stake(accountId) as bigint
}

/** Host function `validator_total_stake`. yoctoNEAR. */
export function validatorTotalStake(): bigint {
  return env.validator_total_stake() as bigint
}

/** Host function `random_seed`. */
export function randomSeed(): Uint8Array {
  env.random_seed(0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `value_return`. */
export function valueReturn(data: Bytes): void {
  env.value_return(data)
}

/** Host function `log_utf8`. */
export function logUtf8(message: Bytes): void {
  env.log_utf8(message)
}

/** Host function `log_utf16`. Bytes are little-endian UTF-16. */
export function logUtf16(message: Uint8Array): void {
  env.log_utf16(message)
}

/** Host function `panic`: ends the call; the chain words the message. */
export function panic(): never {
  env.panic()
  throw new Error('unreachable')
}

/** Host function `panic_utf8`: ends the call with a message. */
export function panicUtf8(message: Bytes): never {
  env.panic_utf8(message)
  throw new Error('unreachable')
}
