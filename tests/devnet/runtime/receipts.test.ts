/** What a receipt leaves behind: ids, gas, refunds and the order in which receipts run. */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test from 'ava'
import { actions, KeyPairSigner, Transaction } from 'near-api-js'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'
import { assemble, leb } from '../vm/assemble.js'

const none = new Uint8Array()
const gasPrice = 100_000_000n

type Outcome = {
  readonly id: string
  readonly block_hash: string
  readonly outcome: {
    readonly executor_id: string
    readonly gas_burnt: number
    readonly tokens_burnt: string
    readonly receipt_ids: readonly string[]
    readonly status: { readonly SuccessValue?: string; readonly Failure?: { ActionError: unknown } }
    readonly metadata: { readonly contracts?: readonly unknown[] }
  }
}

type Execution = {
  readonly status: { readonly SuccessValue?: string; readonly Failure?: { ActionError: unknown } }
  readonly transaction_outcome: Outcome
  readonly receipts_outcome: readonly [Outcome, ...Outcome[]]
}

const call = (method: string, gas = 100n * tgas) => actions.functionCall(method, none, gas, 0n)

/** nearcore's id of the receipt that another one made as its `index`th. */
function childId(parentId: string, height: bigint, index: bigint): string {
  const tail = Buffer.alloc(16)
  tail.writeBigUInt64LE(height, 0)
  tail.writeBigUInt64LE(index, 8)
  return base58.encode(createHash('sha256').update(base58.decode(parentId)).update(tail).digest())
}

async function heightOf(devnet: Devnet, hash: string): Promise<bigint> {
  const block = (await devnet.request('block', { block_id: hash })) as {
    header: { height: number }
  }
  return BigInt(block.header.height)
}

test('a refund shows the gas of its transfer, counts it in its block, and burns no tokens', async (t) => {
  const devnet = await createDevnet({ accounts: { 'a.test.near': { balanceYocto: near } } })
  t.teardown(devnet.close)
  const sent = (await sendActions(devnet, devnet.root, 'a.test.near', [
    actions.transfer(1n),
  ])) as Execution
  const [transfer, refund] = sent.receipts_outcome
  // Receipt 108_059_500_000 and transfer 115_123_062_500, as for the transfer that is refunded.
  const transferGas = 223_182_562_500
  t.is(transfer.outcome.gas_burnt, transferGas)
  t.is(transfer.outcome.tokens_burnt, `${BigInt(transferGas) * gasPrice}`)
  t.is(refund?.outcome.gas_burnt, transferGas)
  t.is(refund?.outcome.tokens_burnt, '0')
  const height = await heightOf(devnet, refund?.block_hash ?? '')
  t.is(devnet.chain.block({ kind: 'height', height })?.header.gasUsed, BigInt(transferGas))
})

test('the last action decides what a receipt returns', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function seven() { env.value_return('7') }`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const both = [call('seven'), actions.transfer(1n)]
  const first = (await sendActions(devnet, user, deployedId, both)) as Execution
  t.is(first.status.SuccessValue, '')
  const last = (await sendActions(devnet, user, deployedId, both.toReversed())) as Execution
  t.is(last.status.SuccessValue, Buffer.from('7').toString('base64'))
})

test('an answer to a yield is the first receipt of its call, before the refund', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function wait() {
      env.promise_yield_create('done', '', 10000000000000n, 0n, 0n)
      env.storage_write('id', env.read_register(0n), 1n)
    }
    export function done() {}
    export function answer() {
      env.storage_read('id', 1n)
      env.promise_yield_resume(env.read_register(1n), 'yes')
    }`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const waiting = sendActions(devnet, user, deployedId, [call('wait')])
  while (
    devnet.chain.state({ kind: 'head' })?.records(deployedId, none)[Symbol.iterator]().next().done
  )
    await new Promise(setImmediate)
  const sent = (await sendActions(devnet, user, deployedId, [call('answer')])) as Execution
  await waiting
  const [answered] = sent.receipts_outcome
  const height = await heightOf(devnet, answered.block_hash)
  t.deepEqual(answered.outcome.receipt_ids, [childId(answered.id, height, 1n)])
})

test('yields that time out in one block get ids by their order in it', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function wait() {
      for (let i = 0; i < 2; i++) env.promise_yield_create('done', '', 10000000000000n, 0n, 0n)
    }
    export function done() {}`)
  const { devnet, user } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const before = devnet.chain.head().header.height
  t.true((await devnet.call(user, deployedId, 'wait', {})).ok)
  // The call ran in the block after its transaction's.
  const made = before + 2n
  const late = devnet.chain.block({ kind: 'height', height: made + 201n })?.incomingReceipts ?? []
  t.is(late.length, 2)
  for (const [index, receipt] of late.entries()) {
    if (receipt.kind !== 'Data') throw new Error(`${receipt.kind} receipt`)
    t.is(receipt.data, undefined)
    t.is(
      base58.encode(receipt.receiptId),
      childId(base58.encode(receipt.dataId), made + 200n, BigInt(index)),
    )
  }
})

test('an account that is gone before its receipt ends costs no more than its gas', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const create = [actions.createAccount(), actions.transfer(near)]
  const kept = (await sendActions(devnet, devnet.root, 'kept.test.near', create)) as Execution
  // The charge for a new account is 0.007 NEAR, what creating it burnt included.
  const createGas = 7_200_000_000_000n
  const gas = (outcome: Outcome): bigint => BigInt(outcome.outcome.gas_burnt)
  const keptOutcome = kept.receipts_outcome[0]
  t.is(
    BigInt(keptOutcome.outcome.tokens_burnt),
    (gas(keptOutcome) - createGas) * gasPrice + 7n * 10n ** 21n,
  )
  const brief = (await sendActions(devnet, devnet.root, 'brief.test.near', [
    ...create,
    actions.deleteAccount(devnet.root.accountId),
  ])) as Execution
  const briefOutcome = brief.receipts_outcome[0]
  t.is(BigInt(briefOutcome.outcome.tokens_burnt), gas(briefOutcome) * gasPrice)
})

test('a receipt over 4 MiB fails the action that makes it; what did not run shows no contract', async (t) => {
  const length = 4_194_304
  // promise_batch_create(current_account_id) and a call with that many zero bytes.
  const u64Max = [0x42, 0x7f]
  const imports = [
    { name: 'current_account_id', type: 1 },
    { name: 'promise_batch_create', type: 2 },
    { name: 'promise_batch_action_function_call', type: 3 },
  ]
  const long = 0x7e
  const code = assemble({
    types: [
      [[], []],
      [[long], []],
      [[long, long], [long]],
      [Array.from({ length: 7 }, () => long), []],
    ],
    imports,
    functions: [
      {
        type: 0,
        code: [
          ...[0x42, 0, 0x10, 0],
          ...[...u64Max, 0x42, 0, 0x10, 1],
          // Method "\0" and zero deposit out of empty memory, 1 gas.
          ...[0x42, 1, 0x42, 0, 0x42, ...signed(length), 0x42, 0, 0x42, 0, 0x42, 1, 0x10, 2],
        ],
      },
    ],
    memoryPages: 1,
    exports: { big: 3 },
  })
  const { devnet, user } = await deployOnDevnet(code)
  t.teardown(devnet.close)
  const sent = (await sendActions(devnet, user, deployedId, [
    actions.transfer(1n),
    call('big', 900n * tgas),
    actions.transfer(1n),
  ])) as Execution
  const text = (id: string) => 4 + id.length
  const call1 = 1 + text('\0') + 4 + length + 8 + 16
  const head = text(deployedId) * 2 + 32 + 1
  const body = text(user.accountId) + 1 + 33 + 16 + 4 + 4 + 4
  t.deepEqual(sent.status.Failure?.ActionError, {
    index: 1,
    kind: {
      NewReceiptValidationError: {
        ReceiptSizeExceeded: { size: head + body + call1, limit: 4_194_304 },
      },
    },
  })
  const { contracts } = sent.receipts_outcome[0].outcome.metadata
  t.deepEqual(
    contracts?.map((contract) => contract === null),
    [false, false, true],
  )
})

function signed(value: number): number[] {
  const bytes = leb(value)
  const last = bytes.at(-1) ?? 0
  return last < 0x40 ? bytes : [...bytes.slice(0, -1), last | 0x80, 0]
}

test('receipts that find a block full wait behind those that wait already', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function burn() { for (let i = 0; i < 320; i++) env.validator_total_stake(0n) }`)
  const { devnet, contract } = await deployOnDevnet(wasm)
  t.teardown(devnet.close)
  const signer = KeyPairSigner.fromSecretKey(`ed25519:${contract.secretKey.slice(8)}`)
  const publicKey = await signer.getPublicKey()
  const key = devnet.chain.state({ kind: 'head' })?.nonceOf
  t.truthy(key)
  const view = (await devnet.request('query', {
    request_type: 'view_access_key',
    finality: 'optimistic',
    account_id: deployedId,
    public_key: contract.publicKey,
  })) as { nonce: number }
  const encoded: string[] = []
  for (let i = 1n; i <= 10n; i++) {
    const transaction = new Transaction({
      signerId: deployedId,
      publicKey,
      nonce: BigInt(view.nonce) + i,
      receiverId: deployedId,
      blockHash: devnet.chain.head().header.hash,
      actions: [call('burn', 300n * tgas)],
    })
    const { signedTransaction } = await signer.signTransaction(transaction)
    encoded.push(Buffer.from(signedTransaction.encode()).toString('base64'))
  }
  const send = (batch: readonly string[]) =>
    Promise.all(batch.map((text) => devnet.request('broadcast_tx_async', [text])))
  const before = devnet.chain.head().header.height
  // Each burns 320 times 0.91 Tgas and more: four fill a block of 1 Pgas.
  await send(encoded.slice(0, 5))
  devnet.produceBlocks(1)
  await send(encoded.slice(5))
  devnet.produceBlocks(1)
  devnet.produceBlocks(1)
  const block = (height: bigint) => devnet.chain.block({ kind: 'height', height })
  const [one, two, three] = [block(before + 1n), block(before + 2n), block(before + 3n)]
  t.deepEqual([one?.transactions.length, two?.transactions.length], [5, 5])
  const receiptsOf = (made: typeof one) =>
    (made?.transactions ?? []).map(({ hash }) =>
      childId(base58.encode(hash), made?.header.height ?? 0n, 0n),
    )
  const ran = (made: typeof one) => new Set((made?.outcomeIds ?? []).map((id) => base58.encode(id)))
  const waited = [receiptsOf(one)[4] ?? '', receiptsOf(two)[4] ?? '']
  for (const id of waited) {
    t.false(ran(one).has(id))
    t.false(ran(two).has(id))
  }
  const order = (three?.outcomeIds ?? []).map((id) => base58.encode(id))
  t.deepEqual(
    order.filter((id) => waited.includes(id)),
    waited,
  )
})
