import { createHash } from 'node:crypto'
import { base58 } from '@scure/base'
import type { Block, Chain, StakeProposal } from '../../runtime/interface.js'
import type { NodeIdentity } from '../context.js'
import { hashText, type JsonView, keyText, zeroHashText } from './encode.js'

/** nearcore `BlockView`: author, header and the chunk headers (one shard). */
export function blockView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  return {
    author: chain.options.validatorId,
    header: blockHeaderView(chain, node, block),
    chunks: [chunkHeaderView(chain, node, block)],
  }
}

/**
 * nearcore `BlockHeaderView`. The one validator signs on request, so the signature and the
 * approval of the previous block verify against its key without costing block production time.
 */
export function blockHeaderView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  const { header } = block
  return {
    height: header.height,
    prev_height: header.prevHeight,
    epoch_id: hashText(header.epochId),
    next_epoch_id: hashText(header.nextEpochId),
    hash: hashText(header.hash),
    prev_hash: hashText(header.prevHash),
    prev_state_root: hashText(header.prevStateRoot),
    chunk_receipts_root: hashText(header.earlier.chunkReceiptsRoot),
    chunk_headers_root: hashText(chunkHeadersRoot(block)),
    chunk_tx_root: hashText(header.chunkTxRoot),
    outcome_root: hashText(header.outcomeRoot),
    chunks_included: 1,
    challenges_root: zeroHashText,
    timestamp: header.timestampNs,
    timestamp_nanosec: header.timestampNs.toString(),
    random_value: hashText(header.randomValue),
    validator_proposals: header.earlier.proposals.map(proposalView),
    chunk_mask: [true],
    gas_price: header.gasPriceYocto.toString(),
    block_ordinal: header.blockOrdinal,
    rent_paid: '0',
    validator_reward: '0',
    total_supply: header.earlier.totalSupplyYocto.toString(),
    challenges_result: [],
    // One validator and no forks: every block is final as soon as it exists.
    last_final_block: hashText(header.prevHash),
    last_ds_final_block: hashText(header.prevHash),
    next_bp_hash: hashText(header.nextBlockProducersHash),
    block_merkle_root: hashText(header.blockMerkleRoot),
    epoch_sync_data_hash: null,
    approvals: [signatureText(node.sign(approvalMessage(block)))],
    signature: signatureText(node.sign(header.hash)),
    latest_protocol_version: chain.config.protocolVersion,
    block_body_hash: hashText(sha256(block.chunkHash)),
    chunk_endorsements: [[1]],
    shard_split: null,
  }
}

/** nearcore `ChunkHeaderView` of the block's only chunk. */
export function chunkHeaderView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  const { header } = block
  return {
    chunk_hash: hashText(block.chunkHash),
    prev_block_hash: hashText(header.prevHash),
    outcome_root: hashText(header.outcomeRoot),
    prev_state_root: hashText(header.prevStateRoot),
    encoded_merkle_root: zeroHashText,
    encoded_length: block.transactions.reduce((sum, { encodedLength }) => sum + encodedLength, 0),
    height_created: header.height,
    height_included: header.height,
    shard_id: 0,
    gas_used: header.earlier.gasUsed,
    gas_limit: chain.config.blockGasLimit,
    rent_paid: '0',
    validator_reward: '0',
    balance_burnt: header.earlier.balanceBurntYocto.toString(),
    outgoing_receipts_root: hashText(header.earlier.chunkReceiptsRoot),
    tx_root: hashText(header.chunkTxRoot),
    validator_proposals: header.earlier.proposals.map(proposalView),
    congestion_info: {
      delayed_receipts_gas: header.earlier.backlog.gas.toString(),
      buffered_receipts_gas: '0',
      receipt_bytes: header.earlier.backlog.bytes,
      allowed_shard: 0,
    },
    bandwidth_requests: { V1: { requests: [] } },
    signature: signatureText(node.sign(block.chunkHash)),
  }
}

/** nearcore `ValidatorStakeView`. */
function proposalView({ accountId, publicKey, stakeYocto }: StakeProposal): JsonView {
  return {
    validator_stake_struct_version: 'V1',
    account_id: accountId,
    public_key: keyText(publicKey),
    stake: stakeYocto.toString(),
  }
}

// nearcore merklizes (chunk hash, height included); with one chunk the root is that one leaf.
function chunkHeadersRoot(block: Block): Uint8Array {
  return sha256(concat(block.chunkHash, u64Le(block.header.height)))
}

// nearcore `Approval::get_data_for_sig`: endorsement of a direct parent, skip otherwise.
function approvalMessage({ header }: Block): Uint8Array {
  const inner =
    header.prevHeight + 1n === header.height
      ? concat(Uint8Array.of(0), header.prevHash)
      : concat(Uint8Array.of(1), u64Le(header.prevHeight))
  return concat(inner, u64Le(header.height))
}

function signatureText(signature: Uint8Array): string {
  return `ed25519:${base58.encode(signature)}`
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

function u64Le(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}
