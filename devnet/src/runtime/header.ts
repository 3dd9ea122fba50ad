import { BorshWriter } from '../primitives/borsh.js'
import { sha256 } from '../primitives/hash.js'
import type { BlockHeader } from './interface.js'

/**
 * Gives a header its hash the way nearcore does, so that light-client proofs verify:
 * sha256(sha256(sha256(inner lite) ‖ sha256(inner rest)) ‖ previous hash). The object given is the
 * one returned.
 */
export function sealHeader(header: Omit<BlockHeader, 'hash'>): BlockHeader {
  return Object.assign(header, { hash: sha256(innerHash(header), header.prevHash) })
}

/** Hash of a header without its link to the previous block (nearcore `inner_hash`). */
export function innerHash(header: Omit<BlockHeader, 'hash'>): Uint8Array {
  return sha256(sha256(innerLite(header)), innerRestHash(header))
}

/** nearcore `BlockHeaderInnerLite` in Borsh. */
function innerLite(header: Omit<BlockHeader, 'hash'>): Uint8Array {
  return new BorshWriter()
    .u64(header.height)
    .fixed(header.epochId)
    .fixed(header.nextEpochId)
    .fixed(header.prevStateRoot)
    .fixed(header.outcomeRoot)
    .u64(header.timestampNs)
    .fixed(header.nextBlockProducersHash)
    .fixed(header.blockMerkleRoot)
    .finish()
}

/**
 * Hash of everything else in a header. A light client only ever sees this hash; the fields under
 * it are this chain's own selection, not nearcore's `BlockHeaderInnerRest`.
 */
export function innerRestHash(header: Omit<BlockHeader, 'hash'>): Uint8Array {
  const writer = new BorshWriter()
    .u64(header.prevHeight)
    .u64(header.epochHeight)
    .fixed(header.stateRoot)
    .fixed(header.chunkTxRoot)
    .fixed(header.chunkReceiptsRoot)
    .fixed(header.randomValue)
    .u128(header.gasPriceYocto)
    .u64(header.gasUsed)
    .u128(header.balanceBurntYocto)
    .u128(header.totalSupplyYocto)
    .u64(header.blockOrdinal)
  return sha256(writer.finish())
}
