import type { RpcContext } from '../node/context.js'
import { runtimeConfigView } from '../views/runtime-config.js'
import { type JsonView, keyText } from '../wire/encode.js'
import { isEmptyParams } from '../wire/params.js'
import { requireBlock } from '../wire/reference.js'
import { referenceParams } from './block.js'
import { isoTime } from './status.js'

/** `EXPERIMENTAL_protocol_config`: the tables in force at a block (one version, so any block). */
export function protocolConfig(context: RpcContext, params: unknown): JsonView {
  if (!isEmptyParams(params))
    requireBlock(context.chain, referenceParams(params), (what) => `Block Not Found: ${what}`)
  return { ...chainParameters(context), runtime_config: runtimeConfigView(context.chain.config) }
}

/** `genesis_config` and `EXPERIMENTAL_genesis_config`. */
export function genesisConfig(context: RpcContext): JsonView {
  const { options } = context.chain
  const validator = options.genesisAccounts.find(
    ({ accountId }) => accountId === options.validatorId,
  )
  return {
    ...chainParameters(context),
    num_chunk_only_producer_seats: 300,
    num_chunk_producer_seats: 100,
    num_chunk_validator_seats: 300,
    chunk_producer_assignment_changes_limit: 5,
    use_production_config: false,
    validators: [
      {
        account_id: options.validatorId,
        public_key: keyText(options.validatorPublicKey),
        amount: (validator?.lockedYocto ?? 0n).toString(),
      },
    ],
    total_supply: context.chain.genesis().header.totalSupplyYocto.toString(),
  }
}

function chainParameters({ chain }: RpcContext): JsonView {
  const { options, config } = chain
  const genesis = chain.genesis().header
  return {
    protocol_version: config.protocolVersion,
    genesis_time: isoTime(genesis.timestampNs),
    chain_id: options.chainId,
    genesis_height: genesis.height,
    num_block_producer_seats: 1,
    num_block_producer_seats_per_shard: [1],
    avg_hidden_validator_seats_per_shard: [0],
    dynamic_resharding: false,
    protocol_upgrade_stake_threshold: [4, 5],
    epoch_length: options.epochLength,
    gas_limit: config.blockGasLimit,
    min_gas_price: config.minGasPriceYocto.toString(),
    max_gas_price: config.maxGasPriceYocto.toString(),
    block_producer_kickout_threshold: 0,
    chunk_producer_kickout_threshold: 0,
    chunk_validator_only_kickout_threshold: 0,
    target_validator_mandates_per_shard: 68,
    minimum_validators_per_shard: 1,
    shuffle_shard_assignment_for_chunk_producers: false,
    online_min_threshold: [90, 100],
    online_max_threshold: [99, 100],
    gas_price_adjustment_rate: config.gasPriceAdjustmentRate,
    transaction_validity_period: options.transactionValidityPeriod,
    protocol_reward_rate: [0, 1],
    max_inflation_rate: [0, 1],
    num_blocks_per_year: 31_536_000,
    protocol_treasury_account: options.validatorId,
    fishermen_threshold: '0',
    shard_layout: { V0: { num_shards: 1, version: 0 } },
    minimum_stake_divisor: 10,
    minimum_stake_ratio: [1, 6_250],
    max_kickout_stake_perc: 100,
  }
}
