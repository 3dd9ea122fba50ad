import type { RpcContext } from '../node/context.js'
import { nodeVersion } from '../node/version.js'
import type { JsonView } from '../wire/encode.js'

/**
 * `client_config`: nearcore `ClientConfig` of a lone node with the defaults of `neard init`. Only
 * chain, epoch, version and address are this chain's own; the rest tunes parts that a devnet does
 * not have. Durations are seconds and nanoseconds.
 */
export function clientConfig({ chain, rpcAddr }: RpcContext): JsonView {
  return {
    version: nodeVersion,
    chain_id: chain.options.chainId,
    rpc_addr: rpcAddr ?? null,
    epoch_length: chain.options.epochLength,
    num_block_producer_seats: 1,
    max_gas_burnt_view: chain.config.maxGasBurntView,
    ...production,
    ...syncing,
    ...storage,
    ...threads,
  }
}

const production: JsonView = {
  expected_shutdown: 'null',
  block_production_tracking_delay: [0, 10_000_000],
  min_block_production_delay: [0, 600_000_000],
  max_block_production_delay: [2, 0],
  max_block_wait_delay: [6, 0],
  chunk_wait_mult: [1, 3],
  doomslug_step_period: [0, 100_000_000],
  produce_empty_blocks: true,
  produce_chunk_add_transactions_time_limit: '{"secs":0,"nanos":200000000}',
  chunk_request_retry_period: [0, 400_000_000],
  chunk_distribution_network: null,
  orphan_state_witness_pool_size: 25,
  orphan_state_witness_max_size: 40_000_000,
  transaction_pool_size_limit: 100_000_000,
  tx_routing_height_horizon: 4,
  protocol_version_check: 'Next',
}

const syncing: JsonView = {
  skip_sync_wait: true,
  sync_check_period: [10, 0],
  sync_step_period: [0, 10_000_000],
  sync_height_threshold: 1,
  sync_max_block_requests: 10,
  header_sync_initial_timeout: [10, 0],
  header_sync_progress_timeout: [2, 0],
  header_sync_stall_ban_timeout: [120, 0],
  header_sync_expected_height_per_second: 10,
  state_sync_external_timeout: [60, 0],
  state_sync_p2p_timeout: [10, 0],
  state_sync_retry_backoff: [1, 0],
  state_sync_external_backoff: [60, 0],
  state_sync_enabled: true,
  state_sync: {
    dump: null,
    sync: 'Peers',
    concurrency: { apply: 4, apply_during_catchup: 1, peer_downloads: 5, per_shard: 6 },
    parts_compression_lvl: 3,
  },
  epoch_sync: {
    disable_epoch_sync_for_bootstrapping: false,
    ignore_epoch_sync_network_requests: false,
    epoch_sync_horizon: 200_000,
    timeout_for_epoch_sync: { secs: 60, nanos: 0 },
  },
  min_num_peers: 0,
  ttl_account_id_router: [3_600, 0],
  block_fetch_horizon: 50,
  block_header_fetch_horizon: 50,
  catchup_step_period: [0, 100_000_000],
  state_request_throttle_period: [30, 0],
  state_requests_per_throttle_period: 30,
}

const storage: JsonView = {
  archive: false,
  gc: {
    gc_blocks_limit: 2,
    gc_fork_clean_step: 100,
    gc_num_epochs_to_keep: 5,
    gc_step_period: { secs: 0, nanos: 500_000_000 },
  },
  tracked_shards_config: 'AllShards',
  trie_viewer_state_size_limit: null,
  save_trie_changes: true,
  save_tx_outcomes: true,
  save_latest_witnesses: false,
  save_invalid_witnesses: false,
  resharding_config:
    '{"batch_size":500000,"batch_delay":{"secs":0,"nanos":100000000},"retry_delay":{"secs":10,"nanos":0},"initial_delay":{"secs":0,"nanos":0},"max_poll_time":{"secs":7200,"nanos":0},"catchup_blocks":50}',
}

const threads: JsonView = {
  log_summary_style: 'colored',
  log_summary_period: [10, 0],
  enable_multiline_logging: true,
  enable_statistics_export: true,
  client_background_migration_threads: 8,
  chunk_validation_threads: 1,
  state_request_server_threads: 1,
  transaction_request_handler_threads: 1,
  view_client_threads: 4,
}
