/** Splits among any number of contributors: one root on chain, a proof for each claim. */
import { FieldWriter } from './field-writer.js'
import { toHex } from './hex.js'
import { merkleTree } from './merkle.js'

export type Contributor = { readonly accountId: string; readonly share: bigint }

/** What `claim_split` needs beside asset, epoch and token. */
export type SplitProof = {
  readonly account_id: string
  readonly share: string
  readonly index: number
  readonly proof: readonly string[]
}

export type SplitTree = {
  readonly root: string
  readonly count: number
  /** Sum of all shares. */
  readonly allocated: bigint
  /** Throws for an account that has no share. */
  readonly proofOf: (accountId: string) => SplitProof
}

export function splitLeaf({ accountId, share }: Contributor): Uint8Array {
  return new FieldWriter().prefixed(accountId).uint(share, 16).finish()
}

/** Builds the tree, accounts in ascending order. Throws when one is named twice. */
export function splitTree(contributors: readonly Contributor[]): SplitTree {
  const sorted = [...contributors].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  const places = new Map(sorted.map(({ accountId }, at) => [accountId, at]))
  if (places.size !== sorted.length) throw new RangeError('an account is named twice')
  const tree = merkleTree(sorted.map(splitLeaf))
  return {
    root: toHex(tree.root),
    count: tree.count,
    allocated: sorted.reduce((sum, { share }) => sum + share, 0n),
    proofOf: (accountId) => {
      const index = places.get(accountId)
      const contributor = index === undefined ? undefined : sorted[index]
      if (index === undefined || contributor === undefined)
        throw new RangeError(`${accountId} has no share`)
      const proof = tree.prove(index).siblings.map(toHex)
      return { account_id: accountId, share: String(contributor.share), index, proof }
    },
  }
}
