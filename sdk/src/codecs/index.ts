export { type BorshSchema, encodeBorsh } from './borsh.js'
export {
  type EntrySeal,
  entryCommitment,
  type ScoresSeal,
  type SealContext,
  saltHash,
  scoresCommitment,
} from './competition.js'
export { type Leaderboard, leaderboard, type RankedEntry } from './leaderboard.js'
export { type MerkleProof, type MerkleTree, merkleLeaf, merkleTree } from './merkle.js'
export {
  accessKeySchema,
  actionSchema,
  delegateActionSchema,
  transactionSchema,
  transactionV1Schema,
} from './near/actions.js'
export { publicKeySchema, signatureSchema } from './near/keys.js'
export {
  encodeDelegateToSign,
  encodeMessageToSign,
  type MessageToSign,
  messageToSignSchema,
} from './near/signed-payloads.js'
export { type Contributor, type SplitProof, type SplitTree, splitLeaf, splitTree } from './split.js'
export { encodeTerms, termsHash } from './terms.js'
