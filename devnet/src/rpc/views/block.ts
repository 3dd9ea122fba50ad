import { base58 } from '@scure/base'
import { bytesOfKey } from '../../primitives/hash.js'
import { chunkHeadersRoot, overChunks } from '../../runtime/block/chunk.js'
import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { StakeProposal } from '../../runtime/types/stakes.js'
import type { NodeIdentity } from '../node/context.js'
import { hashKeyText, hashText, type JsonView, keyText, zeroHashText } from '../wire/encode.js'

/** nearcore `BlockView`: author, header and the chunk headers (one shard). */
export function blockView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  return {
    author: chain.options.validatorId,
    header: blockHeaderView(chain, node, block),
    chunks: [chunkHeaderView(chain, node, block)],
  }
}

/**
 * nearcore `BlockHeaderView`; the hash can be computed from its members. The one validator signs on
 * request, so that signatures cost block production nothing; for the same reason no approval is in a
 * header, which would have to cover it: see {@link approvalText}.
 */
export function blockHeaderView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  const { header, chunk } = block
  return {
    height: header.height,
    prev_height: header.prevHeight,
    epoch_id: hashText(header.epochId),
    next_epoch_id: hashText(header.nextEpochId),
    hash: hashText(header.hash),
    prev_hash: hashText(header.prevHash),
    prev_state_root: hashKeyText(header.prevStateRoot),
    chunk_receipts_root: hashKeyText(overChunks(chunk.outgoingReceiptsRoot)),
    chunk_headers_root: hashKeyText(chunkHeadersRoot(chunk, header.height)),
    chunk_tx_root: hashKeyText(overChunks(chunk.txRoot)),
    outcome_root: hashKeyText(header.outcomeRoot),
    chunks_included: 1,
    challenges_root: zeroHashText,
    timestamp: header.timestampNs,
    timestamp_nanosec: header.timestampNs.toString(),
    random_value: hashText(header.randomValue),
    validator_proposals: chunk.proposals.map(validatorStakeView),
    chunk_mask: [true],
    gas_price: header.gasPriceYocto.toString(),
    block_ordinal: header.blockOrdinal,
    rent_paid: '0',
    validator_reward: '0',
    total_supply: header.statedSupplyYocto.toString(),
    challenges_result: [],
    last_final_block: hashText(header.lastFinalBlock),
    last_ds_final_block: hashText(header.lastDsFinalBlock),
    next_bp_hash: hashText(header.nextBlockProducersHash),
    block_merkle_root: hashText(header.blockMerkleRoot),
    epoch_sync_data_hash: null,
    approvals: [],
    signature: signatureText(node.sign(header.hash)),
    latest_protocol_version: chain.config.protocolVersion,
    block_body_hash: hashKeyText(header.blockBodyHash),
    chunk_endorsements: header.blockOrdinal === 1n ? [] : [[1]],
    shard_split: null,
  }
}

/** nearcore `ChunkHeaderView` of the block's only chunk. */
export function chunkHeaderView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  const { header, chunk } = block
  return {
    chunk_hash: hashKeyText(chunk.hash),
    prev_block_hash: hashText(header.prevHash),
    outcome_root: hashText(chunk.outcomeRoot),
    prev_state_root: hashText(chunk.prevStateRoot),
    encoded_merkle_root: hashKeyText(chunk.encodedMerkleRoot),
    encoded_length: chunk.encodedLength,
    height_created: header.height,
    height_included: header.height,
    shard_id: 0,
    gas_used: chunk.gasUsed,
    gas_limit: chain.config.blockGasLimit,
    rent_paid: '0',
    validator_reward: '0',
    balance_burnt: chunk.balanceBurntYocto.toString(),
    outgoing_receipts_root: hashKeyText(chunk.outgoingReceiptsRoot),
    tx_root: hashKeyText(chunk.txRoot),
    validator_proposals: chunk.proposals.map(validatorStakeView),
    congestion_info: {
      delayed_receipts_gas: chunk.backlog.gas.toString(),
      buffered_receipts_gas: '0',
      receipt_bytes: chunk.backlog.bytes,
      allowed_shard: 0,
    },
    bandwidth_requests: { V1: { requests: [] } },
    signature: signatureText(node.sign(bytesOfKey(chunk.hash))),
  }
}

/** nearcore `ValidatorStakeView`. */
export function validatorStakeView({ accountId, publicKey, stakeYocto }: StakeProposal): JsonView {
  return {
    validator_stake_struct_version: 'V1',
    account_id: accountId,
    public_key: keyText(publicKey),
    stake: stakeYocto.toString(),
  }
}

/** The validator's approval of the block before this one, made at this one's height. */
export function approvalText(node: NodeIdentity, block: Block): string {
  return signatureText(node.sign(approvalMessage(block)))
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

function u64Le(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts)
}
