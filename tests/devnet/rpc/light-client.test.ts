import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { baseDecode } from 'near-api-js'
import { fixtureContract } from '../clients/fixture-contract.js'

type Step = { readonly hash: string; readonly direction: 'Left' | 'Right' }
type InnerLite = {
  readonly height: number
  readonly epoch_id: string
  readonly next_epoch_id: string
  readonly prev_state_root: string
  readonly outcome_root: string
  readonly timestamp_nanosec: string
  readonly next_bp_hash: string
  readonly block_merkle_root: string
}
type Proof = {
  readonly outcome_proof: {
    readonly id: string
    readonly proof: readonly Step[]
    readonly outcome: {
      readonly logs: readonly string[]
      readonly receipt_ids: readonly string[]
      readonly gas_burnt: number
      readonly tokens_burnt: string
      readonly executor_id: string
      readonly status: Readonly<Record<string, string>>
    }
  }
  readonly outcome_root_proof: readonly Step[]
  readonly block_header_lite: {
    readonly prev_block_hash: string
    readonly inner_rest_hash: string
    readonly inner_lite: InnerLite
  }
  readonly block_proof: readonly Step[]
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

function unsigned(value: bigint, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  for (let i = 0; i < bytes; i++) buffer[i] = Number((value >> BigInt(8 * i)) & 0xffn)
  return buffer
}

const vector = (bytes: Uint8Array): Buffer =>
  Buffer.concat([unsigned(BigInt(bytes.length), 4), bytes])
const hashes = (texts: readonly string[]): Buffer =>
  Buffer.concat([unsigned(BigInt(texts.length), 4), ...texts.map((text) => baseDecode(text))])

// Written from the light client specification, apart from the devnet's own code.
function outcomeLeaf({ id, outcome }: Proof['outcome_proof']): Buffer {
  const [kind = '', text = ''] = Object.entries(outcome.status)[0] ?? []
  const status =
    kind === 'SuccessValue'
      ? [Buffer.of(2), vector(Buffer.from(text, 'base64'))]
      : kind === 'SuccessReceiptId'
        ? [Buffer.of(3), baseDecode(text)]
        : [Buffer.of(1)]
  const partial = sha256(
    hashes(outcome.receipt_ids),
    unsigned(BigInt(outcome.gas_burnt), 8),
    unsigned(BigInt(outcome.tokens_burnt), 16),
    vector(Buffer.from(outcome.executor_id)),
    ...status,
  )
  const items = [baseDecode(id), partial, ...outcome.logs.map((log) => sha256(Buffer.from(log)))]
  return sha256(unsigned(BigInt(items.length), 4), ...items)
}

function climb(leaf: Buffer, path: readonly Step[]): Buffer {
  return path.reduce(
    (node, { hash, direction }) =>
      direction === 'Left' ? sha256(baseDecode(hash), node) : sha256(node, baseDecode(hash)),
    leaf,
  )
}

function headerHash({ inner_lite: lite, ...header }: Proof['block_header_lite']): Buffer {
  const inner = sha256(
    unsigned(BigInt(lite.height), 8),
    baseDecode(lite.epoch_id),
    baseDecode(lite.next_epoch_id),
    baseDecode(lite.prev_state_root),
    baseDecode(lite.outcome_root),
    unsigned(BigInt(lite.timestamp_nanosec), 8),
    baseDecode(lite.next_bp_hash),
    baseDecode(lite.block_merkle_root),
  )
  return sha256(
    sha256(inner, baseDecode(header.inner_rest_hash)),
    baseDecode(header.prev_block_hash),
  )
}

function ed25519Key(text: string): KeyObject {
  const raw = baseDecode(text.slice('ed25519:'.length))
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}

test('proofs of transactions and receipts verify from outcome to the head', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount('app.test.near', 10n ** 25n)
  await devnet.deploy(app, fixtureContract())
  const results = []
  for (let i = 0; i < 5; i++) {
    results.push(await devnet.call(devnet.root, 'app.test.near', 'set', { i }))
  }
  results.push(await devnet.call(devnet.root, 'app.test.near', 'fail', {}))
  devnet.produceBlocks(3)
  const head = (await devnet.request('block', { finality: 'final' })) as {
    readonly header: { readonly hash: string; readonly block_merkle_root: string }
  }
  const requests = results.flatMap((result) => [
    { type: 'transaction', transaction_hash: result.transactionHash, sender_id: 'test.near' },
    ...result.receipts.map(({ receiptId, executorId }) => ({
      type: 'receipt',
      receipt_id: receiptId,
      receiver_id: executorId,
    })),
  ])
  for (const request of requests) {
    const proof = (await devnet.request('EXPERIMENTAL_light_client_proof', {
      ...request,
      light_client_head: head.header.hash,
    })) as Proof
    const shardRoot = climb(outcomeLeaf(proof.outcome_proof), proof.outcome_proof.proof)
    const outcomeRoot = climb(sha256(shardRoot), proof.outcome_root_proof)
    const lite = proof.block_header_lite.inner_lite
    t.deepEqual(outcomeRoot, Buffer.from(baseDecode(lite.outcome_root)))
    const blockRoot = climb(headerHash(proof.block_header_lite), proof.block_proof)
    t.deepEqual(blockRoot, Buffer.from(baseDecode(head.header.block_merkle_root)))
    const forged = { ...proof.outcome_proof, id: head.header.hash }
    t.notDeepEqual(climb(outcomeLeaf(forged), proof.outcome_proof.proof), shardRoot)
  }
  t.true(requests.length > 12)
  await devnet.close()
})

test('blocks prove themselves to any later head, whatever is no longer kept', async (t) => {
  const devnet = await createDevnet()
  type BlockProof = Pick<Proof, 'block_header_lite' | 'block_proof'>
  const headerAt = async (block_id: bigint) =>
    (
      (await devnet.request('block', { block_id: Number(block_id) })) as {
        readonly header: { readonly hash: string; readonly block_merkle_root: string }
      }
    ).header
  const proofOf = async (block: bigint, head: bigint) =>
    (await devnet.request('EXPERIMENTAL_light_client_block_proof', {
      block_hash: (await headerAt(block)).hash,
      light_client_head: (await headerAt(head)).hash,
    })) as BlockProof
  const verified = async (block: bigint, head: bigint): Promise<boolean> => {
    const { block_header_lite, block_proof } = await proofOf(block, head)
    const leaf = headerHash(block_header_lite)
    t.deepEqual(leaf, Buffer.from(baseDecode((await headerAt(block)).hash)))
    const root = baseDecode((await headerAt(head)).block_merkle_root)
    return climb(leaf, block_proof).equals(root)
  }
  devnet.produceBlocks(40)
  for (let head = 1n; head <= 40n; head++) {
    for (const block of [0n, head / 2n, head - 1n]) t.true(await verified(block, head))
  }
  await t.throwsAsync(proofOf(7n, 7n), { message: /not among those before/ })
  // Ten thousand blocks are kept; the genesis too, but not what leads to it.
  devnet.produceBlocks(10_300)
  const head = devnet.chain.head().header.height
  for (const block of [head - 10_000n, head - 9_999n, head - 5_000n, head - 3n, head - 1n]) {
    t.true(await verified(block, head))
  }
  t.true(await verified(head - 8_000n, head - 7_000n))
  await t.throwsAsync(proofOf(0n, head), { message: /not among those before/ })
  await devnet.close()
})

test('header and chunk signatures verify with the validator key', async (t) => {
  const devnet = await createDevnet()
  devnet.produceBlocks(2)
  const block = (await devnet.request('block', { finality: 'final' })) as {
    readonly header: { readonly hash: string; readonly signature: string }
    readonly chunks: readonly { readonly chunk_hash: string; readonly signature: string }[]
  }
  const key = ed25519Key(devnet.root.publicKey)
  const check = (hash: string, signature: string): boolean =>
    verify(null, baseDecode(hash), key, baseDecode(signature.slice('ed25519:'.length)))
  t.true(check(block.header.hash, block.header.signature))
  t.true(check(block.chunks[0]?.chunk_hash ?? '', block.chunks[0]?.signature ?? ''))
  await devnet.close()
})

test('a light client finds the next block, and refusals are typed', async (t) => {
  const devnet = await createDevnet()
  const genesis = (await devnet.request('block', { block_id: 0 })) as {
    readonly header: { readonly hash: string }
  }
  const ask = async (): Promise<Readonly<Record<string, unknown>>> =>
    (await devnet.request('next_light_client_block', [genesis.header.hash])) as never
  t.deepEqual(await ask(), {})
  await devnet.request('sandbox_fast_forward', { delta_height: 10 })
  devnet.produceBlocks(1)
  t.deepEqual(await ask(), {})
  devnet.produceBlocks(1)
  const next = (await ask()) as unknown as Proof['block_header_lite'] & {
    readonly next_block_inner_hash: string
    readonly next_bps: readonly { readonly public_key: string }[]
    readonly approvals_after_next: readonly string[]
  }
  t.is(next.inner_lite.height, 10)
  const nextHash = sha256(baseDecode(next.next_block_inner_hash), headerHash(next))
  const message = Buffer.concat([Buffer.of(0), nextHash, unsigned(12n, 8)])
  const approval = baseDecode(next.approvals_after_next[0]?.slice('ed25519:'.length) ?? '')
  t.true(verify(null, message, ed25519Key(next.next_bps[0]?.public_key ?? ''), approval))
  const called = await devnet.createAccount('a.test.near', 10n ** 24n)
  t.is(called.accountId, 'a.test.near')
  await t.throwsAsync(
    devnet.request('light_client_proof', {
      type: 'transaction',
      transaction_hash: genesis.header.hash,
      sender_id: 'test.near',
      light_client_head: genesis.header.hash,
    }),
    { message: /UNKNOWN_TRANSACTION_OR_RECEIPT/ },
  )
  await devnet.close()
})
