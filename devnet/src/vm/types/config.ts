/** Gas of sending to oneself, of sending to another account, and of executing. */
export type Fee = {
  readonly sendSir: bigint
  readonly sendNotSir: bigint
  readonly execution: bigint
}

/** Action and receipt fees (nearcore `RuntimeFeesConfig`). */
export type FeeName =
  | 'actionReceipt'
  | 'dataReceiptBase'
  | 'dataReceiptByte'
  | 'createAccount'
  | 'deployContractBase'
  | 'deployContractByte'
  | 'functionCallBase'
  | 'functionCallByte'
  | 'transfer'
  | 'stake'
  | 'addFullAccessKey'
  | 'addFunctionCallKeyBase'
  | 'addFunctionCallKeyByte'
  | 'deleteKey'
  | 'deleteAccount'
  | 'delegate'
  | 'deployGlobalContractBase'
  | 'deployGlobalContractByte'
  | 'useGlobalContractBase'
  | 'useGlobalContractByte'
  | 'deterministicStateInitBase'
  | 'deterministicStateInitEntry'
  | 'deterministicStateInitByte'
  | 'universalStateInitBase'
  | 'universalStateInitEntry'
  | 'universalStateInitByte'
  | 'gasKeyTransferBase'
  | 'gasKeyByte'
  | 'gasKeyNonceWrite'

/** Host function costs under nearcore's own names, without the `wasm_` prefix. */
export type ExtCost =
  | 'base'
  | 'storage_write_base'
  | 'contract_loading_base'
  | 'storage_write_key_byte'
  | 'contract_loading_bytes'
  | 'storage_write_value_byte'
  | 'read_memory_base'
  | 'storage_write_evicted_byte'
  | 'read_memory_byte'
  | 'storage_read_base'
  | 'write_memory_base'
  | 'storage_read_key_byte'
  | 'write_memory_byte'
  | 'storage_read_value_byte'
  | 'read_register_base'
  | 'storage_large_read_overhead_base'
  | 'read_register_byte'
  | 'storage_large_read_overhead_byte'
  | 'write_register_base'
  | 'storage_remove_base'
  | 'write_register_byte'
  | 'storage_remove_key_byte'
  | 'utf8_decoding_base'
  | 'storage_remove_ret_value_byte'
  | 'utf8_decoding_byte'
  | 'storage_has_key_base'
  | 'utf16_decoding_base'
  | 'storage_has_key_byte'
  | 'utf16_decoding_byte'
  | 'touching_trie_node'
  | 'sha256_base'
  | 'read_cached_trie_node'
  | 'sha256_byte'
  | 'keccak256_base'
  | 'promise_and_base'
  | 'keccak256_byte'
  | 'promise_and_per_promise'
  | 'keccak512_base'
  | 'promise_return'
  | 'keccak512_byte'
  | 'validator_stake_base'
  | 'ripemd160_base'
  | 'validator_total_stake_base'
  | 'ripemd160_block'
  | 'ecrecover_base'
  | 'log_base'
  | 'ed25519_verify_base'
  | 'log_byte'
  | 'ed25519_verify_byte'
  | 'yield_create_base'
  | 'p256_verify_base'
  | 'yield_create_byte'
  | 'p256_verify_byte'
  | 'yield_create_with_id_base'
  | 'sha3_256_base'
  | 'sha3_256_byte'
  | 'yield_resume_base'
  | 'sha3_384_base'
  | 'sha3_384_byte'
  | 'sha3_512_base'
  | 'sha3_512_byte'
  | 'yield_resume_byte'
  | 'ml_dsa_verify_base'
  | 'ml_dsa_verify_byte'
  | 'universal_state_init_to_account_id_base'
  | 'universal_state_init_to_account_id_byte'
  | 'alt_bn128_g1_multiexp_base'
  | 'alt_bn128_g1_multiexp_element'
  | 'alt_bn128_g1_sum_base'
  | 'alt_bn128_g1_sum_element'
  | 'alt_bn128_pairing_check_base'
  | 'alt_bn128_pairing_check_element'
  | 'bls12381_pairing_base'
  | 'bls12381_pairing_element'
  | 'bls12381_p1_sum_base'
  | 'bls12381_p1_sum_element'
  | 'bls12381_p2_sum_base'
  | 'bls12381_p2_sum_element'
  | 'bls12381_g1_multiexp_base'
  | 'bls12381_g1_multiexp_element'
  | 'bls12381_g2_multiexp_base'
  | 'bls12381_g2_multiexp_element'
  | 'bls12381_map_fp_to_g1_base'
  | 'bls12381_map_fp_to_g1_element'
  | 'bls12381_map_fp2_to_g2_base'
  | 'bls12381_map_fp2_to_g2_element'
  | 'bls12381_p1_decompress_base'
  | 'bls12381_p1_decompress_element'
  | 'bls12381_p2_decompress_base'
  | 'bls12381_p2_decompress_element'

/** Limits under nearcore's own names. */
export type LimitName =
  | 'max_stack_height'
  | 'initial_memory_pages'
  | 'max_memory_pages'
  | 'registers_memory_limit'
  | 'max_register_size'
  | 'max_number_registers'
  | 'max_number_logs'
  | 'max_total_log_length'
  | 'max_actions_per_receipt'
  | 'max_deploy_actions_per_receipt'
  | 'max_number_bytes_method_names'
  | 'max_length_method_name'
  | 'max_arguments_length'
  | 'max_length_returned_data'
  | 'yield_timeout_length_in_blocks'
  | 'max_yield_payload_size'
  | 'max_contract_size'
  | 'max_transaction_size'
  | 'max_receipt_size'
  | 'max_length_storage_key'
  | 'max_length_storage_value'
  | 'max_promises_per_function_call_action'
  | 'max_number_input_data_dependencies'
  | 'max_receipt_total_input_size'
  | 'max_universal_state_init_keys'
  | 'max_state_init_entries'
  | 'max_functions_number_per_contract'
  | 'max_locals_per_contract'
  | 'max_params_per_contract'
  | 'max_params_per_function'
  | 'max_operand_stack_bytes_per_function'
  | 'max_tables_per_contract'
  | 'max_elements_per_contract_table'
  | 'max_function_body_size'
  | 'max_instrumented_code_size'
  | 'max_blocks_per_function'
  | 'max_blocks_per_contract'
  | 'max_types_per_contract'
  | 'per_receipt_storage_proof_size_limit'

/** Everything that depends on the protocol version. */
export type ProtocolConfig = {
  readonly name: ProfileName
  readonly protocolVersion: number
  readonly maxGasBurnt: bigint
  readonly maxGasBurntView: bigint
  readonly maxTotalPrepaidGas: bigint
  readonly blockGasLimit: bigint
  readonly regularOpCost: bigint
  readonly linearOpBaseCost: bigint
  readonly linearOpUnitCost: bigint
  /** Bytes of proof above which a block runs no further receipt. */
  readonly mainStorageProofSizeSoftLimit: number
  readonly storageAmountPerByteYocto: bigint
  readonly globalContractStorageAmountPerByteYocto: bigint
  readonly numBytesAccount: bigint
  readonly numExtraBytesRecord: bigint
  readonly zeroBalanceAccountStorageLimit: bigint
  readonly maxAccountDeletionStorageUsage: bigint
  /** Share of VM-burnt gas credited to the contract, as numerator and denominator. */
  readonly burntGasReward: readonly [bigint, bigint]
  readonly minGasPriceYocto: bigint
  readonly maxGasPriceYocto: bigint
  readonly gasPriceAdjustmentRate: readonly [bigint, bigint]
  readonly minGasPurchasePriceYocto: bigint
  readonly accountCreationChargeYocto: bigint
  readonly mlDsaVerificationCost: bigint
  readonly minAllowedTopLevelAccountLength: number
  readonly registrarAccountId: string
  readonly fees: Readonly<Record<FeeName, Fee>>
  readonly ext: Readonly<Record<ExtCost, bigint>>
  /** Host costs whose compute, by which blocks fill, is not their gas. */
  readonly compute: Readonly<Partial<Record<ExtCost, bigint>>>
  /** Compute of deploying a contract, as base and for each byte. */
  readonly deployCompute: readonly [bigint, bigint]
  /** The same of taking in a global contract. */
  readonly distributionCompute: readonly [bigint, bigint]
  readonly limits: Readonly<Record<LimitName, number>> & {
    /** Bytes of code that each local takes at least; protocol 87 and later. */
    readonly min_contract_size_per_local?: number
  }
}

/**
 * `classic` has the 300 Tgas limits of protocol 82 and the fees of that time. 87 and 88 follow the
 * nearcore release that brought both (commit bc4e9e8c, crates 0.38.0): candidates of 2.14 still had
 * universal accounts, the cap on promise inputs and the ML-DSA fee fix in 87.
 */
export type ProfileName = '86' | '87' | '88' | 'classic'
