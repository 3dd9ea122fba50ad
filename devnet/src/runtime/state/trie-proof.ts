import { nibblesOf } from './nibbles.js'
import { encodeNode, type TrieNode } from './trie-node.js'

/**
 * The nodes that looking through everything below a prefix passes, from the root down, parents before
 * children: whoever has them and the state root can look for himself. Where the prefix ends nowhere, they
 * end with the node that shows it.
 */
export function trieProof(root: TrieNode | undefined, prefix: Uint8Array): readonly Uint8Array[] {
  const nodes: Uint8Array[] = []
  if (root !== undefined) visit(root, nibblesOf(prefix), nodes)
  return nodes
}

function visit(node: TrieNode, prefix: Uint8Array, nodes: Uint8Array[]): void {
  nodes.push(encodeNode(node))
  const shared = Math.min(node.path.length, prefix.length)
  for (let i = 0; i < shared; i++) if (node.path[i] !== prefix[i]) return
  const rest = prefix.subarray(shared)
  for (const [i, child] of node.children.entries()) {
    if (child === undefined) continue
    if (node.kind === 'extension') visit(child, rest, nodes)
    else if (rest.length === 0 || rest[0] === i) visit(child, rest.subarray(1), nodes)
  }
}
