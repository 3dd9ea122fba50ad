import type { Fee, FeeName, ProtocolConfig } from '../../vm/config.js'
import type { JsonView } from './encode.js'

/** nearcore `RuntimeConfigView`, rendered from the tables the chain runs on. */
export function runtimeConfigView(config: ProtocolConfig): JsonView {
  const fee = (name: FeeName): JsonView => feeView(config.fees[name])
  return {
    storage_amount_per_byte: config.storageAmountPerByteYocto.toString(),
    transaction_costs: {
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
    },
    wasm_config: {
      ext_costs: config.ext,
      grow_mem_cost: 1,
      regular_op_cost: config.regularOpCost,
      linear_op_base_cost: config.linearOpBaseCost,
      linear_op_unit_cost: config.linearOpUnitCost,
      limit_config: {
        max_gas_burnt: config.maxGasBurnt,
        max_total_prepaid_gas: config.maxTotalPrepaidGas,
        ...config.limits,
      },
    },
    account_creation_config: {
      min_allowed_top_level_account_length: config.minAllowedTopLevelAccountLength,
      registrar_account_id: config.registrarAccountId,
    },
    min_gas_purchase_price: config.minGasPurchasePriceYocto.toString(),
    account_creation_charge: config.accountCreationChargeYocto.toString(),
  }
}

function feeView(fee: Fee): JsonView {
  return {
    send_sir: fee.sendSir,
    send_not_sir: fee.sendNotSir,
    execution: fee.execution,
  }
}
