import type { Fee, FeeName, ProtocolConfig } from '../../vm/types/config.js'
import type { JsonView } from '../wire/encode.js'

/**
 * nearcore `RuntimeConfigView`, rendered from the tables the chain runs on. Members follow
 * `core/parameters/src/snapshots`: what came with a later protocol is left out before it, as the
 * releases of that time did.
 */
export function runtimeConfigView(config: ProtocolConfig): JsonView {
  return {
    storage_amount_per_byte: config.storageAmountPerByteYocto.toString(),
    transaction_costs: feesView(config),
    wasm_config: wasmView(config),
    account_creation_config: {
      min_allowed_top_level_account_length: config.minAllowedTopLevelAccountLength,
      registrar_account_id: config.registrarAccountId,
    },
    congestion_control_config: congestionControl,
    witness_config: {
      main_storage_proof_size_soft_limit: config.mainStorageProofSizeSoftLimit,
      combined_transactions_size_limit: 4_194_304,
      new_transactions_validation_state_size_soft_limit: 572_864,
    },
    min_gas_purchase_price: config.minGasPurchasePriceYocto.toString(),
    account_creation_charge: config.accountCreationChargeYocto.toString(),
  }
}

/** Nothing here is ever held back; a node with one idle shard has the same numbers. */
const congestionControl: JsonView = {
  max_congestion_incoming_gas: 400_000_000_000_000_000n,
  max_congestion_outgoing_gas: 10_000_000_000_000_000n,
  max_congestion_memory_consumption: 1_000_000_000,
  max_congestion_missed_chunks: 125,
  max_outgoing_gas: 300_000_000_000_000_000n,
  min_outgoing_gas: 1_000_000_000_000_000n,
  allowed_shard_outgoing_gas: 1_000_000_000_000_000n,
  max_tx_gas: 500_000_000_000_000n,
  min_tx_gas: 20_000_000_000_000n,
  reject_tx_congestion_threshold: 0.8,
  outgoing_receipts_usual_size_limit: 102_400,
  outgoing_receipts_big_size_limit: 4_718_592,
}

function feesView(config: ProtocolConfig): JsonView {
  const fee = (name: FeeName): JsonView => feeView(config.fees[name])
  return {
    action_receipt_creation_config: fee('actionReceipt'),
    data_receipt_creation_config: {
      base_cost: fee('dataReceiptBase'),
      cost_per_byte: fee('dataReceiptByte'),
    },
    action_creation_config: {
      create_account_cost: fee('createAccount'),
      deploy_contract_cost: fee('deployContractBase'),
      deploy_contract_cost_per_byte: fee('deployContractByte'),
      function_call_cost: fee('functionCallBase'),
      function_call_cost_per_byte: fee('functionCallByte'),
      transfer_cost: fee('transfer'),
      stake_cost: fee('stake'),
      add_key_cost: {
        full_access_cost: fee('addFullAccessKey'),
        function_call_cost: fee('addFunctionCallKeyBase'),
        function_call_cost_per_byte: fee('addFunctionCallKeyByte'),
      },
      delete_key_cost: fee('deleteKey'),
      delete_account_cost: fee('deleteAccount'),
      delegate_cost: fee('delegate'),
    },
    storage_usage_config: {
      num_bytes_account: config.numBytesAccount,
      num_extra_bytes_record: config.numExtraBytesRecord,
    },
    burnt_gas_reward: config.burntGasReward,
    pessimistic_gas_price_inflation_ratio: [1, 1],
    ml_dsa_65_verification_cost: config.mlDsaVerificationCost,
  }
}

function wasmView(config: ProtocolConfig): JsonView {
  const { protocolVersion } = config
  const from = (version: number): boolean => protocolVersion >= version
  const member = (version: number, name: string, value: unknown): JsonView =>
    from(version) ? { [name]: value } : {}
  return {
    ext_costs: {
      ...knownTo(config, config.ext),
      ...Object.fromEntries(unusedCosts.map((name) => [name, 0])),
    },
    grow_mem_cost: 1,
    regular_op_cost: config.regularOpCost,
    linear_op_base_cost: config.linearOpBaseCost,
    linear_op_unit_cost: config.linearOpUnitCost,
    vm_kind: from(84) ? 'Wasmtime' : 'NearVm',
    discard_custom_sections: true,
    global_contract_host_fns: true,
    reftypes_bulk_memory: from(84),
    gas_key_host_fns: from(85),
    one_yocto_on_promise: from(85),
    p256_verify_host_fn: from(85),
    ...member(87, 'sha3_host_fns', true),
    ...member(87, 'ml_dsa_verify_host_fn', true),
    ...member(87, 'universal_accounts', from(88)),
    yield_with_id_host_fns: from(85),
    chain_id_host_fn: from(85),
    bls12381_not_in_group_fix: false,
    storage_get_mode: 'FlatStorage',
    fix_contract_loading_cost: false,
    implicit_account_creation: true,
    eth_implicit_accounts: true,
    limit_config: {
      max_gas_burnt: config.maxGasBurnt,
      max_total_prepaid_gas: config.maxTotalPrepaidGas,
      account_id_validity_rules_version: from(83) ? 2 : 1,
      ...knownTo(config, config.limits),
    },
  }
}

/** Costs that no contract of today can cause. */
const unusedCosts = [
  'storage_iter_create_prefix_base',
  'storage_iter_create_prefix_byte',
  'storage_iter_create_range_base',
  'storage_iter_create_from_byte',
  'storage_iter_create_to_byte',
  'storage_iter_next_base',
  'storage_iter_next_key_byte',
  'storage_iter_next_value_byte',
  'contract_compile_base',
  'contract_compile_bytes',
] as const

/** The protocol version with which a cost or limit came, where that is later than 82. */
const since: ReadonlyMap<string, number> = new Map([
  ['max_params_per_contract', 84],
  ['max_params_per_function', 84],
  ['max_operand_stack_bytes_per_function', 84],
  ['max_function_body_size', 84],
  ['max_instrumented_code_size', 84],
  ['max_blocks_per_function', 84],
  ['max_blocks_per_contract', 84],
  ['max_types_per_contract', 84],
  ['sha3_256_base', 87],
  ['sha3_256_byte', 87],
  ['sha3_384_base', 87],
  ['sha3_384_byte', 87],
  ['sha3_512_base', 87],
  ['sha3_512_byte', 87],
  ['ml_dsa_verify_base', 87],
  ['ml_dsa_verify_byte', 87],
  ['max_receipt_total_input_size', 87],
  ['max_state_init_entries', 87],
  ['min_contract_size_per_local', 87],
  ['universal_state_init_to_account_id_base', 87],
  ['universal_state_init_to_account_id_byte', 87],
  ['max_universal_state_init_keys', 87],
])

function knownTo({ protocolVersion }: ProtocolConfig, table: JsonView): JsonView {
  const known = Object.entries(table).filter(([name]) => protocolVersion >= (since.get(name) ?? 0))
  return Object.fromEntries(known)
}

function feeView(fee: Fee): JsonView {
  return {
    send_sir: fee.sendSir,
    send_not_sir: fee.sendNotSir,
    execution: fee.execution,
  }
}
