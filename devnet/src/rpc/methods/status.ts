import type { RpcContext } from '../node/context.js'
import { nodeVersion } from '../node/version.js'
import { hashKeyText, hashText, type JsonView, keyText } from '../wire/encode.js'

/** `status`, also served as `GET /status`. */
export function status({ chain, node, rpcAddr }: RpcContext): JsonView {
  const head = chain.head().header
  const genesis = chain.genesis().header
  const { validatorId, validatorPublicKey, chainId, epochLength } = chain.options
  return {
    version: nodeVersion,
    chain_id: chainId,
    genesis_hash: hashText(genesis.hash),
    protocol_version: chain.config.protocolVersion,
    latest_protocol_version: chain.config.protocolVersion,
    rpc_addr: rpcAddr ?? '',
    node_public_key: keyText(node.nodePublicKey),
    node_key: null,
    validator_account_id: validatorId,
    validator_public_key: keyText(validatorPublicKey),
    validators: [{ account_id: validatorId }],
    sync_info: {
      latest_block_hash: hashText(head.hash),
      latest_block_height: head.height,
      latest_state_root: hashKeyText(head.prevStateRoot),
      latest_block_time: isoTime(head.timestampNs),
      syncing: false,
      earliest_block_hash: hashText(genesis.hash),
      earliest_block_height: genesis.height,
      earliest_block_time: isoTime(genesis.timestampNs),
      epoch_id: hashText(head.epochId),
      epoch_start_height: epochStartHeight(head.height, genesis.height, epochLength),
    },
    uptime_sec: Math.floor((Date.now() - node.startedAtMs) / 1000),
    detailed_debug_status: null,
  }
}

/** `health`: `null` while the chain answers at all. */
export function health(): null {
  return null
}

/** `network_info`: a devnet has no peers. */
export function networkInfo({ chain, node }: RpcContext): JsonView {
  return {
    active_peers: [],
    num_active_peers: 0,
    peer_max_count: 0,
    sent_bytes_per_sec: 0,
    received_bytes_per_sec: 0,
    known_producers: [
      { account_id: chain.options.validatorId, addr: null, peer_id: keyText(node.nodePublicKey) },
    ],
  }
}

/** RFC 3339 in UTC with nanoseconds, as nearcore prints block times. */
export function isoTime(timestampNs: bigint): string {
  const seconds = new Date(Number(timestampNs / 1_000_000n)).toISOString().slice(0, 19)
  return `${seconds}.${(timestampNs % 1_000_000_000n).toString().padStart(9, '0')}Z`
}

/** First height of the epoch that holds `height`: the genesis is one of its own, then all are alike. */
export function epochStartHeight(height: bigint, genesisHeight: bigint, length: bigint): bigint {
  if (height === genesisHeight) return height
  return height - ((height - genesisHeight - 1n) % length)
}
