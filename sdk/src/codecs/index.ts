export { type BorshSchema, encodeBorsh } from './borsh.js'
export {
  type EntrySeal,
  entryCommitment,
  type ScoresSeal,
  type SealContext,
  saltHash,
  scoresCommitment,
} from './competition.js'
export { type MerkleProof, type MerkleTree, merkleLeaf, merkleTree } from './merkle.js'
export { type Contributor, type SplitProof, type SplitTree, splitLeaf, splitTree } from './split.js'
export { encodeTerms, termsHash } from './terms.js'
