export { type MerkleProof, type MerkleTree, merkleLeaf, merkleTree } from './merkle.js'
export { type Contributor, type SplitProof, type SplitTree, splitLeaf, splitTree } from './split.js'
export { encodeTerms, termsHash } from './terms.js'
