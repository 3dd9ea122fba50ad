/**
 * Every host function the engine binds, as data. C glue, TypeScript declarations and tests derive
 * from this one list (nearcore.md 3, near-sys).
 *
 * Parameter letters: `u` u64, `b` bytes (length and pointer), `U` u128 read through a pointer,
 * `O` u128 written through a pointer (becomes the result), `P` the rest of the arguments as a u64
 * array, `r` register id (a u64; named for readers).
 * Result letters: `v` nothing, `u` u64, `w` u32.
 */
export type HostFunction = {
  readonly name: string
  readonly params: string
  readonly result: 'v' | 'u' | 'w'
  /** First protocol version that has it; 0 for those every profile has. */
  readonly since: number
}

const rows: readonly (readonly [
  name: string,
  params: string,
  result: 'v' | 'u' | 'w',
  since?: number,
])[] = [
  ['read_register', 'r', 'v'],
  ['register_len', 'r', 'u'],
  ['write_register', 'rb', 'v'],
  ['current_account_id', 'r', 'v'],
  ['signer_account_id', 'r', 'v'],
  ['signer_account_pk', 'r', 'v'],
  ['predecessor_account_id', 'r', 'v'],
  ['refund_to_account_id', 'r', 'v', 82],
  ['chain_id', 'r', 'v', 85],
  ['current_contract_code', 'r', 'u', 82],
  ['input', 'r', 'v'],
  ['block_index', '', 'u'],
  ['block_timestamp', '', 'u'],
  ['epoch_height', '', 'u'],
  ['storage_usage', '', 'u'],
  ['account_balance', 'O', 'v'],
  ['account_locked_balance', 'O', 'v'],
  ['attached_deposit', 'O', 'v'],
  ['prepaid_gas', '', 'u'],
  ['used_gas', '', 'u'],
  ['validator_stake', 'bO', 'v'],
  ['validator_total_stake', 'O', 'v'],
  ['random_seed', 'r', 'v'],
  ['sha256', 'br', 'v'],
  ['keccak256', 'br', 'v'],
  ['keccak512', 'br', 'v'],
  ['sha3_256', 'br', 'v', 87],
  ['sha3_384', 'br', 'v', 87],
  ['sha3_512', 'br', 'v', 87],
  ['ripemd160', 'br', 'v'],
  ['ecrecover', 'bbuur', 'u'],
  ['ed25519_verify', 'bbb', 'u'],
  ['p256_verify', 'bbb', 'u', 85],
  ['ml_dsa_verify', 'bbb', 'u', 87],
  ['alt_bn128_g1_multiexp', 'br', 'v'],
  ['alt_bn128_g1_sum', 'br', 'v'],
  ['alt_bn128_pairing_check', 'b', 'u'],
  ['bls12381_p1_sum', 'br', 'u', 70],
  ['bls12381_p2_sum', 'br', 'u', 70],
  ['bls12381_g1_multiexp', 'br', 'u', 70],
  ['bls12381_g2_multiexp', 'br', 'u', 70],
  ['bls12381_map_fp_to_g1', 'br', 'u', 70],
  ['bls12381_map_fp2_to_g2', 'br', 'u', 70],
  ['bls12381_pairing_check', 'b', 'u', 70],
  ['bls12381_p1_decompress', 'br', 'u', 70],
  ['bls12381_p2_decompress', 'br', 'u', 70],
  ['value_return', 'b', 'v'],
  ['panic_utf8', 'b', 'v'],
  ['log_utf8', 'b', 'v'],
  ['log_utf16', 'b', 'v'],
  ['promise_create', 'bbbUu', 'u'],
  ['promise_then', 'ubbbUu', 'u'],
  ['promise_and', 'P', 'u'],
  ['promise_batch_create', 'b', 'u'],
  ['promise_batch_then', 'ub', 'u'],
  ['promise_set_refund_to', 'ub', 'v', 82],
  ['promise_batch_action_create_account', 'u', 'v'],
  ['promise_batch_action_deploy_contract', 'ub', 'v'],
  ['promise_batch_action_deploy_global_contract', 'ub', 'v', 77],
  ['promise_batch_action_deploy_global_contract_by_account_id', 'ub', 'v', 77],
  ['promise_batch_action_use_global_contract', 'ub', 'v', 77],
  ['promise_batch_action_use_global_contract_by_account_id', 'ub', 'v', 77],
  ['promise_batch_action_function_call', 'ubbUu', 'v'],
  ['promise_batch_action_function_call_weight', 'ubbUuu', 'v'],
  ['promise_batch_action_transfer', 'uU', 'v'],
  ['promise_batch_action_stake', 'uUb', 'v'],
  ['promise_batch_action_add_key_with_full_access', 'ubu', 'v'],
  ['promise_batch_action_add_key_with_function_call', 'ubuUbb', 'v'],
  ['promise_batch_action_delete_key', 'ub', 'v'],
  ['promise_batch_action_delete_account', 'ub', 'v'],
  ['promise_batch_action_state_init', 'ubU', 'u', 82],
  ['promise_batch_action_state_init_by_account_id', 'ubU', 'u', 82],
  ['set_state_init_data_entry', 'uubb', 'v', 82],
  ['promise_yield_create', 'bbuur', 'u', 67],
  ['promise_yield_resume', 'bb', 'w', 67],
  ['promise_results_count', '', 'u'],
  ['promise_result', 'ur', 'u'],
  ['promise_return', 'u', 'v'],
  ['storage_write', 'bbr', 'u'],
  ['storage_read', 'br', 'u'],
  ['storage_remove', 'br', 'u'],
  ['storage_has_key', 'b', 'u'],
]

export const hostFunctions: readonly HostFunction[] = rows.map(([name, params, result, since]) => ({
  name,
  params,
  result,
  since: since ?? 0,
}))
