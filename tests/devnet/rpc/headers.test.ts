/** Headers of blocks and chunks, hashed anew from their JSON by the layouts of nearcore. */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions, baseDecode, KeyPairSigner, Transaction } from 'near-api-js'
import { fixtureContract } from '../clients/fixture-contract.js'

type ChunkJson = Readonly<Record<string, string>> & {
  readonly encoded_length: number
  readonly height_created: number
  readonly gas_used: number
  readonly gas_limit: number
  readonly congestion_info: {
    readonly delayed_receipts_gas: string
    readonly buffered_receipts_gas: string
    readonly receipt_bytes: number
    readonly allowed_shard: number
  }
}
type HeaderJson = Readonly<Record<string, string>> & {
  readonly height: number
  readonly prev_height: number
  readonly block_ordinal: number
  readonly latest_protocol_version: number
  readonly chunk_endorsements: readonly (readonly number[])[]
  readonly chunk_mask: readonly boolean[]
  readonly approvals: readonly unknown[]
  readonly validator_proposals: readonly unknown[]
}
type BlockJson = { readonly header: HeaderJson; readonly chunks: readonly [ChunkJson] }
type ReceiptJson = {
  readonly predecessor_id: string
  readonly receiver_id: string
  readonly receipt_id: string
  readonly receipt: {
    readonly Action: {
      readonly signer_id: string
      readonly signer_public_key: string
      readonly gas_price: string
      readonly actions: readonly [{ readonly Transfer: { readonly deposit: string } }]
    }
  }
}
type ChunkContents = { readonly receipts: readonly ReceiptJson[] }

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

function unsigned(value: string | number | bigint, bytes: number): Buffer {
  const whole = BigInt(value)
  return Buffer.from(
    Array.from({ length: bytes }, (_, i) => Number((whole >> BigInt(8 * i)) & 255n)),
  )
}

const u32 = (value: number): Buffer => unsigned(value, 4)
const hash = (text: string | undefined): Buffer => Buffer.from(baseDecode(text ?? ''))
const text = (value: string): Buffer => Buffer.concat([u32(value.length), Buffer.from(value)])

function headerHash(header: HeaderJson): string {
  const isOld = header.latest_protocol_version < 85
  const lite = sha256(
    unsigned(header.height, 8),
    hash(header.epoch_id),
    hash(header.next_epoch_id),
    hash(header.prev_state_root),
    hash(header.outcome_root),
    unsigned(header.timestamp_nanosec ?? 0, 8),
    hash(header.next_bp_hash),
    hash(header.block_merkle_root),
  )
  const rest = sha256(
    hash(header.block_body_hash),
    hash(header.chunk_receipts_root),
    hash(header.chunk_headers_root),
    hash(header.chunk_tx_root),
    isOld ? hash(header.challenges_root) : Buffer.alloc(0),
    hash(header.random_value),
    u32(header.validator_proposals.length),
    u32(header.chunk_mask.length),
    Buffer.from(header.chunk_mask.map(Number)),
    unsigned(header.gas_price ?? 0, 16),
    unsigned(header.total_supply ?? 0, 16),
    isOld ? u32(0) : Buffer.alloc(0),
    hash(header.last_final_block),
    hash(header.last_ds_final_block),
    unsigned(header.block_ordinal, 8),
    unsigned(header.prev_height, 8),
    Buffer.of(0),
    u32(header.approvals.length),
    u32(header.latest_protocol_version),
    u32(header.chunk_endorsements.length),
    ...header.chunk_endorsements.map((bits) =>
      Buffer.concat([u32(bits.length), Buffer.from(bits)]),
    ),
    isOld ? Buffer.alloc(0) : Buffer.of(0),
  )
  return sha256(sha256(lite, rest), hash(header.prev_hash)).toString('hex')
}

function chunkHash(chunk: ChunkJson, version: number): string {
  const inner = sha256(
    Buffer.of(version < 85 ? 3 : 4),
    hash(chunk.prev_block_hash),
    hash(chunk.prev_state_root),
    hash(chunk.outcome_root),
    hash(chunk.encoded_merkle_root),
    unsigned(chunk.encoded_length, 8),
    unsigned(chunk.height_created, 8),
    unsigned(0, 8),
    unsigned(chunk.gas_used, 8),
    unsigned(chunk.gas_limit, 8),
    unsigned(chunk.balance_burnt ?? 0, 16),
    hash(chunk.outgoing_receipts_root),
    hash(chunk.tx_root),
    // No proposals; congestion V1 of two u128, a u64 and a u16; bandwidth requests V1, none.
    u32(0),
    Buffer.of(0),
    unsigned(chunk.congestion_info.delayed_receipts_gas, 16),
    unsigned(chunk.congestion_info.buffered_receipts_gas, 16),
    unsigned(chunk.congestion_info.receipt_bytes, 8),
    unsigned(chunk.congestion_info.allowed_shard, 2),
    Buffer.of(0),
    u32(0),
    version < 85 ? Buffer.alloc(0) : Buffer.of(0),
  )
  return sha256(inner, hash(chunk.encoded_merkle_root)).toString('hex')
}

const hex = (base58: string | undefined): string => hash(base58).toString('hex')

/** Checks every root of a block that its own JSON can show. */
function checkBlock(t: ExecutionContext, { header, chunks: [chunk] }: BlockJson): void {
  t.is(headerHash(header), hex(header.hash))
  t.is(chunkHash(chunk, header.latest_protocol_version), hex(chunk.chunk_hash))
  const leaf = sha256(hash(chunk.chunk_hash), unsigned(header.height, 8))
  t.is(leaf.toString('hex'), hex(header.chunk_headers_root))
  for (const [mine, ofChunk] of [
    [header.prev_state_root, chunk.prev_state_root],
    [header.outcome_root, header.block_ordinal === 1 ? undefined : chunk.outcome_root],
    [header.chunk_receipts_root, chunk.outgoing_receipts_root],
    [header.chunk_tx_root, chunk.tx_root],
  ])
    if (ofChunk !== undefined) t.is(sha256(hash(ofChunk)).toString('hex'), hex(mine))
}

const blockAt = async (devnet: Devnet, height: bigint): Promise<BlockJson> =>
  (await devnet.request('block', { block_id: Number(height) })) as BlockJson

for (const profile of ['86', '87', 'classic'] as const) {
  test(`hashes of headers follow from their JSON: profile ${profile}`, async (t) => {
    const devnet = await createDevnet({ profile })
    t.teardown(devnet.close)
    const app = await devnet.createAccount('app.test.near', 10n ** 25n)
    await devnet.deploy(app, fixtureContract())
    await devnet.call(devnet.root, 'app.test.near', 'set', { a: 1 })
    await devnet.request('sandbox_fast_forward', { delta_height: 7 })
    devnet.produceBlocks(3)
    let checked = 0
    for (let block = devnet.chain.head(); ; checked++) {
      checkBlock(t, await blockAt(devnet, block.header.height))
      const parent = devnet.chain.block({ kind: 'hash', hash: block.header.prevHash })
      if (parent === undefined) break
      block = parent
    }
    t.true(checked > 8)
  })
}

test('a chunk says what came of the one before: gas, tokens burnt, receipts, outcomes', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const before = devnet.chain.head().header.height
  const signer = KeyPairSigner.fromSecretKey(devnet.root.secretKey as `ed25519:${string}`)
  const transaction = new Transaction({
    signerId: 'test.near',
    publicKey: await signer.getPublicKey(),
    nonce: 1n,
    receiverId: 'ab'.repeat(32),
    blockHash: devnet.chain.head().header.hash,
    actions: [actions.transfer(10n ** 24n)],
  })
  const { signedTransaction } = await signer.signTransaction(transaction)
  const bytes = Buffer.from(signedTransaction.encode())
  await devnet.request('send_tx', {
    signed_tx_base64: bytes.toString('base64'),
    wait_until: 'FINAL',
  })
  const [first, second, third] = await Promise.all(
    [1n, 2n, 3n].map((offset) => blockAt(devnet, before + offset)),
  )
  const chunkOf = (block: BlockJson | undefined): ChunkJson | undefined => block?.chunks[0]
  // The transaction itself: its leaf is its whole Borsh form; no receipts came before it.
  t.is(sha256(bytes).toString('hex'), hex(chunkOf(first)?.tx_root))
  const payload = Buffer.concat([u32(1), bytes, u32(0)])
  const part = sha256(u32(payload.length), payload)
  t.is(sha256(part, part).toString('hex'), hex(chunkOf(first)?.encoded_merkle_root))
  t.is(chunkOf(first)?.encoded_length, payload.length)
  t.is(chunkOf(first)?.gas_used, 0)

  // The transfer to a new implicit account: sending burns for the receipt, the transfer, the account and its key.
  const send = 108_059_500_000 + 115_123_062_500 + 500_000_000_000 + 101_765_125_000
  t.is(chunkOf(second)?.gas_used, send)
  t.is(chunkOf(second)?.balance_burnt, `${BigInt(send) * 100_000_000n}`)
  const { receipts } = (await devnet.request('chunk', {
    block_id: Number(before + 2n),
    shard_id: 0,
  })) as ChunkContents
  const list = Buffer.concat([u32(receipts.length), ...receipts.map(transferReceipt)])
  const root = sha256(sha256(unsigned(0, 8), list))
  t.is(root.toString('hex'), hex(chunkOf(second)?.outgoing_receipts_root))
  t.is(chunkOf(second)?.tx_root, '1'.repeat(32))
  t.not(chunkOf(third)?.gas_used, 0)
  // The supply that a header states is that before its block.
  const supply = BigInt(first?.header.total_supply ?? 0)
  t.is(BigInt(second?.header.total_supply ?? 0), supply - BigInt(send) * 100_000_000n)
})

/** Borsh of a receipt with one transfer that no contract made. */
function transferReceipt(json: ReceiptJson): Buffer {
  const { signer_id, signer_public_key, gas_price, actions: list } = json.receipt.Action
  return Buffer.concat([
    text(json.predecessor_id),
    text(json.receiver_id),
    hash(json.receipt_id),
    Buffer.of(0),
    text(signer_id),
    Buffer.of(0),
    hash(signer_public_key.slice('ed25519:'.length)),
    unsigned(gas_price, 16),
    u32(0),
    u32(0),
    u32(list.length),
    Buffer.of(3),
    unsigned(list[0].Transfer.deposit, 16),
  ])
}

test('the last final block lags two behind, and waits after a skip', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  devnet.produceBlocks(3)
  const { height } = devnet.chain.head().header
  const head = await blockAt(devnet, height)
  const hashAt = async (at: bigint): Promise<string | undefined> =>
    (await blockAt(devnet, at)).header.hash
  t.is(head.header.last_ds_final_block, await hashAt(height - 1n))
  t.is(head.header.last_final_block, await hashAt(height - 2n))
  await devnet.request('sandbox_fast_forward', { delta_height: 5 })
  const skipped = await blockAt(devnet, height + 5n)
  t.is(skipped.header.last_ds_final_block, head.header.last_ds_final_block)
  t.is(skipped.header.last_final_block, head.header.last_final_block)
  devnet.produceBlocks(1)
  const next = await blockAt(devnet, height + 6n)
  t.is(next.header.last_ds_final_block, skipped.header.hash)
  t.is(next.header.last_final_block, head.header.last_final_block)
})
