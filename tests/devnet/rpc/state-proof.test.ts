/** Proofs of `view_state`, read by a verifier that knows nothing but the format of nearcore's trie nodes. */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test from 'ava'
import fc from 'fast-check'
import { fuzzAsync } from '../../support/fuzz.js'

type Answer = {
  readonly values: readonly { readonly key: string; readonly value: string }[]
  readonly proof: readonly string[]
}
const contractId = 'app.test.near'
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Keys under a prefix that the nodes prove, with the hashes of their values; throws on a gap. */
function proven(
  rootHash: string,
  nodes: readonly Buffer[],
  prefixHex: string,
): Map<string, string> {
  const byHash = new Map(nodes.map((node) => [sha256(node), node]))
  const found = new Map<string, string>()
  const visit = (hash: string, path: string): void => {
    if (!path.startsWith(prefixHex) && !prefixHex.startsWith(path)) return
    const node = byHash.get(hash)
    if (node === undefined) throw new Error(`no node for ${path}`)
    let at = 1
    const take = (length: number): Buffer => {
      at += length
      return node.subarray(at - length, at)
    }
    const hex = (length: number): string => take(length).toString('hex')
    const valueHash = (): string => {
      at += 4
      return hex(32)
    }
    // Hex-prefix form: one flag nibble, and one of padding when the rest is even.
    const nibbles = (): string => {
      const packed = hex(take(4).readUInt32LE())
      return packed.slice(Number(`0x${packed[0]}`) & 1 ? 1 : 2)
    }
    const [tag] = node
    if (tag === 0) {
      const whole = path + nibbles()
      if (whole.startsWith(prefixHex)) found.set(whole, valueHash())
    } else if (tag === 3) {
      const longer = path + nibbles()
      visit(hex(32), longer)
    } else {
      if (tag === 2) {
        const own = valueHash()
        if (path.startsWith(prefixHex)) found.set(path, own)
      }
      const used = take(2).readUInt16LE()
      for (let i = 0; i < 16; i++) if (used & (1 << i)) visit(hex(32), path + i.toString(16))
    }
  }
  visit(rootHash, '')
  return found
}

async function stateRootHex(devnet: Devnet): Promise<string> {
  const height = Number(devnet.chain.head().header.height)
  devnet.produceBlocks(1)
  const chunk = (await devnet.request('chunk', { block_id: height + 1, shard_id: 0 })) as {
    header: { prev_state_root: string }
  }
  const { stateRoot } = devnet.chain.block({ kind: 'height', height: BigInt(height) })?.header ?? {}
  const hex = Buffer.from(stateRoot ?? []).toString('hex')
  if (base58.encode(stateRoot ?? new Uint8Array(0)) !== chunk.header.prev_state_root)
    throw new Error('the next chunk does not commit to this state')
  return hex
}

test('a proof shows what lies below a prefix, all of it, and that nothing else does', async (t) => {
  const devnet = await createDevnet({ accounts: { [contractId]: { balanceYocto: 10n ** 27n } } })
  const keys = fc.array(fc.stringMatching(/^[abc]{0,4}$/), { minLength: 0, maxLength: 12 })
  const prefixes = fc.stringMatching(/^[abcd]{0,3}$/)
  const column = Buffer.from([9, ...Buffer.from(`${contractId},`)])
  const start = devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(keys, prefixes, async (names, prefix) => {
      devnet.revert(start)
      const records = [...new Set(names)].map((name) => ({
        Data: {
          account_id: contractId,
          data_key: Buffer.from(name).toString('base64'),
          value: Buffer.from(`value of ${name}`).toString('base64'),
        },
      }))
      if (records.length > 0) await devnet.request('sandbox_patch_state', { records })
      devnet.produceBlocks(1)
      const { values, proof } = (await devnet.request('query', {
        request_type: 'view_state',
        finality: 'final',
        account_id: contractId,
        prefix_base64: Buffer.from(prefix).toString('base64'),
        include_proof: true,
      })) as Answer
      const nodes = proof.map((node) => Buffer.from(node, 'base64'))
      const below = Buffer.concat([column, Buffer.from(prefix)]).toString('hex')
      const shown = proven(await stateRootHex(devnet), nodes, below)
      const expected = values.map(({ key, value }) => [
        Buffer.concat([column, Buffer.from(key, 'base64')]).toString('hex'),
        sha256(Buffer.from(value, 'base64')),
      ])
      t.deepEqual([...shown].sort(), expected.sort())
      t.is(values.length, [...new Set(names)].filter((name) => name.startsWith(prefix)).length)
      // No node can be left out.
      for (const [i] of nodes.entries()) {
        const fewer = nodes.filter((_, at) => at !== i)
        t.throws(() => proven(sha256(nodes[0] ?? Buffer.alloc(0)), fewer, below))
      }
    }),
    40,
  )
  await devnet.close()
})
