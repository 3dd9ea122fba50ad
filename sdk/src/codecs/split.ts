/** Splits among any number of contributors: one root on chain that proves their sum, a proof for each claim. */
import { FieldWriter } from './field-writer.js'
import { toHex } from './hex.js'
import { merkleHash, treeOf } from './merkle.js'

export type Contributor = { readonly accountId: string; readonly share: bigint }

/** What `claim_split` needs beside asset, epoch and token. */
export type SplitProof = {
  readonly account_id: string
  readonly share: string
  readonly index: number
  readonly proof: readonly string[]
}

export type SplitTree = {
  /** Hash and sum of all shares: 96 hex digits. */
  readonly root: string
  readonly count: number
  /** Sum of all shares. */
  readonly allocated: bigint
  /** Throws for an account that has no share, or several. */
  readonly proofOf: (accountId: string) => SplitProof
  /** One for each share of an account, each of which is claimed by itself. */
  readonly proofsOf: (accountId: string) => readonly SplitProof[]
}

export function splitLeaf({ accountId, share }: Contributor): Uint8Array {
  return new FieldWriter().prefixed(accountId).uint(share, 16).finish()
}

/** Builds the tree, accounts in ascending order; one may have several shares. */
export function splitTree(contributors: readonly Contributor[]): SplitTree {
  const sorted = [...contributors].sort((a, b) => compare(a.accountId, b.accountId))
  const tree = treeOf(
    sorted.map((item) => sumNode(merkleHash(0, splitLeaf(item)), item.share)),
    (left, right) => sumNode(merkleHash(1, left, right), sumOf(left) + sumOf(right)),
  )
  const proofsOf = (accountId: string): readonly SplitProof[] =>
    sorted.flatMap((item, index) => {
      if (item.accountId !== accountId) return []
      const proof = tree.prove(index).siblings.map(toHex)
      return [{ account_id: accountId, share: String(item.share), index, proof }]
    })
  return {
    root: toHex(tree.root),
    count: tree.count,
    allocated: sumOf(tree.root),
    proofsOf,
    proofOf: (accountId) => {
      const [proof, ...others] = proofsOf(accountId)
      if (proof === undefined) throw new RangeError(`${accountId} has no share`)
      if (others.length > 0) throw new RangeError(`${accountId} has several shares`)
      return proof
    },
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function sumNode(hash: Uint8Array, sum: bigint): Uint8Array {
  return Uint8Array.of(...hash, ...new FieldWriter().uint(sum, 16).finish())
}

function sumOf(node: Uint8Array): bigint {
  return node.subarray(32).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}
