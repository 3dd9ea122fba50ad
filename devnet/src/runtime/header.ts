import { BorshWriter } from '../primitives/borsh.js'
import { sha256 } from '../primitives/hash.js'
import type { BlockHeader } from './interface.js'

/**
 * Gives a header its hash: sha256 over all its fields in a fixed order. One validator signs
 * nothing here, so this is not nearcore's header encoding; only its uniqueness is relied on.
 */
export function sealHeader(header: Omit<BlockHeader, 'hash'>): BlockHeader {
  const writer = new BorshWriter()
    .u64(header.height)
    .u64(header.prevHeight)
    .fixed(header.prevHash)
    .u64(header.timestampNs)
    .u64(header.epochHeight)
    .fixed(header.epochId)
    .fixed(header.nextEpochId)
    .fixed(header.prevStateRoot)
    .fixed(header.stateRoot)
    .fixed(header.outcomeRoot)
    .fixed(header.chunkTxRoot)
    .fixed(header.chunkReceiptsRoot)
    .fixed(header.randomValue)
    .u128(header.gasPriceYocto)
    .u64(header.gasUsed)
    .u128(header.balanceBurntYocto)
    .u128(header.totalSupplyYocto)
    .u64(header.blockOrdinal)
  return { ...header, hash: sha256(writer.finish()) }
}
