/** The header of a block's only chunk, and what the block commits to of it. */
import { BorshWriter } from '../../primitives/borsh.js'
import { bytesKey, type HashKey, sha256Key } from '../../primitives/hash.js'
import { writePublicKey } from '../../primitives/key-codec.js'
import { encodeReceipts } from '../../primitives/receipt-codec.js'
import { writeSignedTransaction } from '../../primitives/transaction-codec.js'
import type { Receipt, SignedTransaction } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { Backlog, ChunkHeader } from '../types/block.js'
import type { StakeProposal } from '../types/stakes.js'
import { merkleRoot, noLeaves } from './merkle.js'

export type ChunkContents = {
  readonly height: bigint
  readonly prevBlockHash: Uint8Array
  readonly prevStateRoot: Uint8Array
  readonly outcomeRoot: Uint8Array
  readonly gasUsed: bigint
  readonly balanceBurntYocto: bigint
  readonly proposals: readonly StakeProposal[]
  readonly backlog: Backlog
  readonly transactions: readonly SignedTransaction[]
  /** What the chunk before sent; undefined for the genesis, which has none before it. */
  readonly receipts: readonly Receipt[] | undefined
}

const shardId = 0n
/** Ed25519, all zero: RPC never shows a body, and signing it would take longer than the block. */
const noSignature = new Uint8Array(65)
/** Shard that may always send, bandwidth requests (none), no split proposed: all zeros. */
const nothingElse = new Uint8Array(2 + 5 + 1)
/** In a body: its version, one chunk header and that one's version. */
const bodyStart = Uint8Array.of(1, 1, 0, 0, 0, 2)
/** Signature of the chunk, value and proof of the randomness, one endorsement of one chunk. */
const bodyEnd = Buffer.concat([
  noSignature,
  new Uint8Array(32 + 64),
  Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  noSignature,
])

/**
 * nearcore `ShardChunkHeaderInnerV5`, or V4 before protocol 85, hashed as `ShardChunkHeaderV3` is:
 * sha256(sha256(inner) ‖ encoded Merkle root); and the hash of the `BlockBodyV2` around it, in which
 * all signatures and the proof of randomness are zero.
 */
export function makeChunk(
  config: ProtocolConfig,
  contents: ChunkContents,
): { readonly chunk: ChunkHeader; readonly blockBodyHash: HashKey } {
  const { height, transactions, receipts } = contents
  const { prevStateRoot, outcomeRoot, gasUsed, balanceBurntYocto } = contents
  const { payload, receiptsRoot, txRoot } = committed(transactions, receipts ?? [])
  const outgoingReceiptsRoot = receipts === undefined ? noHash : receiptsRoot
  const hasProposedSplit = config.protocolVersion >= 85
  const writer = new BorshWriter()
    .fixed(bodyStart)
    .u8(hasProposedSplit ? 4 : 3)
    .fixed(contents.prevBlockHash)
    .fixed(prevStateRoot)
    .fixed(outcomeRoot)
    .hash(payload.root)
    .u64(BigInt(payload.length))
    .u64(height)
    .u64(shardId)
    .u64(gasUsed)
    .u64(config.blockGasLimit)
    .u128(balanceBurntYocto)
    .hash(outgoingReceiptsRoot)
    .hash(txRoot)
  writeProposals(writer, contents.proposals)
    .u8(0)
    .u128(contents.backlog.gas)
    .u128(0n)
    .u64(BigInt(contents.backlog.bytes))
    .fixed(hasProposedSplit ? nothingElse : nothingElse.subarray(1))
  const innerHash = writer.keyFrom(bodyStart.length)
  const chunk: ChunkHeader = {
    hash: hashOfTwo(innerHash, payload.root),
    prevStateRoot,
    outcomeRoot,
    encodedMerkleRoot: payload.root,
    encodedLength: payload.length,
    gasUsed,
    balanceBurntYocto,
    outgoingReceiptsRoot,
    txRoot,
    proposals: contents.proposals,
    backlog: contents.backlog,
  }
  return { chunk, blockBodyHash: writer.u64(height).fixed(bodyEnd).digestKey() }
}

/** A Borsh list of nearcore `ValidatorStake`, V1. */
export function writeProposals(
  writer: BorshWriter,
  proposals: readonly StakeProposal[],
): BorshWriter {
  writer.u32(proposals.length)
  for (const { accountId, publicKey, stakeYocto } of proposals)
    writePublicKey(writer.u8(0).string(accountId), publicKey).u128(stakeYocto)
  return writer
}

type Payload = { readonly root: HashKey; readonly length: number }
type Committed = {
  readonly payload: Payload
  readonly receiptsRoot: HashKey
  readonly txRoot: HashKey
}

/** What the header says of its chunk's contents; most blocks in which nothing happens have none. */
function committed(
  transactions: readonly SignedTransaction[],
  receipts: readonly Receipt[],
): Committed {
  return transactions.length + receipts.length === 0 ? nothing : commit(transactions, receipts)
}

/**
 * A node cuts transactions and receipts into parts and codes them: with one block producer one part
 * that holds it all and one parity part, which is its copy. The root over the receipts is nearcore's
 * `build_receipts_hashes`, for a single shard.
 */
function commit(
  transactions: readonly SignedTransaction[],
  receipts: readonly Receipt[],
): Committed {
  const writer = new BorshWriter().u32(0).u32(transactions.length)
  const leaves = transactions.map((signed) => {
    const start = writer.position
    return writeSignedTransaction(writer, signed).digestFrom(start)
  })
  const encodedReceipts = encodeReceipts(receipts)
  const length = writer.fixed(encodedReceipts).position - lengthBytes
  const part = writer.setU32(0, length).digestKey()
  const receiptsRoot =
    receipts.length === 0
      ? noReceiptsRoot
      : overChunk(new BorshWriter().u64(shardId).fixed(encodedReceipts).digestKey())
  const txRoot = leaves.length === 0 ? noHash : bytesKey(merkleRoot(leaves))
  return { payload: { root: hashOfTwo(part, part), length }, receiptsRoot, txRoot }
}

const lengthBytes = 4
const noHash: HashKey = bytesKey(noLeaves)
const noReceiptsRoot = overChunk(sha256Key(new Uint8Array(8 + 4)))
const nothing = commit([], [])

/** What a block's header says of its chunk's header: Merkle root over hash and height. */
export function chunkHeadersRoot({ hash }: ChunkHeader, height: bigint): HashKey {
  return new BorshWriter().hash(hash).u64(height).digestKey()
}

/** Root over a single chunk's root, as all of a block header's roots are. */
export function overChunks(root: HashKey): HashKey {
  if (root === noHash) return overNoHash
  return root === noReceiptsRoot ? overNoReceipts : overChunk(root)
}

const overNoHash = overChunk(noHash)
const overNoReceipts = overChunk(noReceiptsRoot)

function overChunk(root: HashKey): HashKey {
  return new BorshWriter().hash(root).digestKey()
}

function hashOfTwo(left: HashKey, right: HashKey): HashKey {
  return new BorshWriter().hash(left).hash(right).digestKey()
}
