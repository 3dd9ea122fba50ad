import { BorshWriter } from '../../primitives/borsh.js'
import { type HashKey, sha256 } from '../../primitives/hash.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { BlockHeader, ChunkHeader } from '../types/block.js'
import { chunkHeadersRoot, overChunks, writeProposals } from './chunk.js'

/** A header before it has its hashes. */
export type UnsealedHeader = Omit<BlockHeader, 'hash' | 'innerRestHash'>

const noHash = new Uint8Array(32)

/**
 * Gives a header its hashes as nearcore does: sha256(sha256(sha256(inner lite) ‖ sha256(inner
 * rest)) ‖ previous hash). The object given is the one returned.
 */
export function sealHeader(
  config: ProtocolConfig,
  header: UnsealedHeader,
  chunk: ChunkHeader,
): BlockHeader {
  const restHash = innerRestHash(config, header, chunk)
  const hash = sha256(innerHash(header, restHash), header.prevHash)
  return Object.assign(header, { innerRestHash: restHash, hash })
}

/** Hash of a header without its link to the previous block (nearcore `inner_hash`). */
export function innerHash(header: UnsealedHeader, restHash: HashKey): Uint8Array {
  return new BorshWriter().hash(innerLiteHash(header)).hash(restHash).digest()
}

/** nearcore `BlockHeaderInnerLite` in Borsh. */
function innerLiteHash(header: UnsealedHeader): HashKey {
  return new BorshWriter()
    .u64(header.height)
    .fixed(header.epochId)
    .fixed(header.nextEpochId)
    .hash(header.prevStateRoot)
    .hash(header.outcomeRoot)
    .u64(header.timestampNs)
    .fixed(header.nextBlockProducersHash)
    .fixed(header.blockMerkleRoot)
    .digestKey()
}

/**
 * nearcore `BlockHeaderInnerRestV6` in Borsh, or V5, which has challenges, before protocol 85. No
 * approvals are in it, nor anything that a lone validator never has.
 */
function innerRestHash(
  config: ProtocolConfig,
  header: UnsealedHeader,
  chunk: ChunkHeader,
): HashKey {
  const hasChallenges = config.protocolVersion < 85
  const writer = new BorshWriter()
    .hash(header.blockBodyHash)
    .hash(overChunks(chunk.outgoingReceiptsRoot))
    .hash(chunkHeadersRoot(chunk, header.height))
    .hash(overChunks(chunk.txRoot))
  if (hasChallenges) writer.fixed(noHash)
  writeProposals(writer.fixed(header.randomValue), chunk.proposals)
  // Chunk mask: the one chunk is there.
  writer.u32(1).u8(1).u128(header.gasPriceYocto).u128(header.statedSupplyYocto)
  if (hasChallenges) writer.u32(0)
  writer
    .fixed(header.lastFinalBlock)
    .fixed(header.lastDsFinalBlock)
    .u64(header.blockOrdinal)
    .u64(header.prevHeight)
    // No epoch sync data, no approvals.
    .u8(0)
    .u32(0)
    .u32(config.protocolVersion)
  // Bitmap of endorsements: of the one chunk, by the one validator; the genesis has none.
  if (header.blockOrdinal === 1n) writer.u32(0)
  else writer.u32(1).u32(1).u8(1)
  if (!hasChallenges) writer.u8(0)
  return writer.digestKey()
}
