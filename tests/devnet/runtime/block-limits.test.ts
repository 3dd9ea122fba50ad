/** A block's gas limit, receipts left over, their order, and the gas price that follows. */
import { createDevnet, type Devnet } from '@research-hub/devnet'
import { decodeSignedTransaction } from '@research-hub/devnet/internal/primitives/transaction-codec'
import type { SignedTransaction } from '@research-hub/devnet/internal/primitives/types'
import { transactionGasLimit } from '@research-hub/devnet/internal/runtime/checks/congestion'
import type { Block } from '@research-hub/devnet/internal/runtime/types/block'
import test, { type ExecutionContext } from 'ava'
import { actions, KeyPairSigner, Transaction } from 'near-api-js'
import { accountOf } from '../../support/calls.js'
import { near, tgas } from '../../support/units.js'
import { burnContract, fillBytes, fills } from '../vm/burn-contract.js'

const appId = 'app.test.near'
const blockLimit = 1_000n * tgas

async function start(t: ExecutionContext): Promise<Devnet> {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}.test.near`)
  const devnet = await createDevnet({
    seed: 'block-limits',
    accounts: Object.fromEntries([appId, ...names].map((id) => [id, { balanceYocto: 90n * near }])),
  })
  t.teardown(devnet.close)
  await devnet.deploy(accountOf(devnet, appId), burnContract)
  return devnet
}

async function sign(
  devnet: Devnet,
  name: string,
  method: string,
  nth: bigint,
  gas: bigint,
  blockHash: Uint8Array,
): Promise<SignedTransaction> {
  const account = accountOf(devnet, `${name}.test.near`)
  const signer = KeyPairSigner.fromSecretKey(
    `ed25519:${account.secretKey.slice('ed25519:'.length)}`,
  )
  const { signedTransaction } = await signer.signTransaction(
    new Transaction({
      signerId: account.accountId,
      publicKey: await signer.getPublicKey(),
      nonce: nth,
      receiverId: appId,
      blockHash,
      actions: [actions.functionCall(method, new Uint8Array(), gas, 0n)],
    }),
  )
  return decodeSignedTransaction(signedTransaction.encode())
}

/** A signed call, queued for the next block. */
async function submit(
  devnet: Devnet,
  name: string,
  method: string,
  nth = 1n,
  gas = 300n * tgas,
): Promise<void> {
  const { hash } = devnet.chain.head().header
  devnet.chain.submit(await sign(devnet, name, method, nth, gas, hash))
}

function nextBlock(devnet: Devnet): Block {
  return devnet.chain.produceBlock(devnet.chain.head().header.timestampNs + 1_000_000_000n)
}

/** What ran in a block, in order: who sent it, or `refund`. */
function ran(devnet: Devnet, block: Block): readonly string[] {
  return block.outcomeIds.map((id) => {
    const receipt = devnet.chain.receipt(id)
    if (receipt === undefined) return 'transaction'
    const { predecessorId } = receipt
    return predecessorId === 'system' ? 'refund' : (predecessorId.split('.')[0] ?? '')
  })
}

const receiptGas = 108_059_500_000n
const callSend = 200_000_000_000n
const loading = 35_445_963n + 1_089_295n * BigInt(burnContract.length)
const operator = 822_756n

/** An empty call: its frame of 64 bytes is paid like 8 operators. */
function callGas(method: string, body: bigint): bigint {
  const bytes = BigInt(method.length) * 2_235_934n
  return receiptGas + 780_000_000_000n + bytes + loading + 8n * operator + body
}
// Each fill: three constants, then 32 operators and one for every byte.
const burnGas = callGas(
  'burn',
  BigInt(fills) * (3n * operator + 26_328_192n + BigInt(fillBytes) * operator),
)

function sentGas(method: string): bigint {
  return receiptGas + callSend + BigInt(method.length) * 47_683_715n
}

test('receipts past the gas limit wait for the next block and run there before newer ones', async (t) => {
  const devnet = await start(t)
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const name of names) await submit(devnet, name, 'burn')
  const first = nextBlock(devnet)
  t.deepEqual(ran(devnet, first), Array(6).fill('transaction'))
  t.is(first.header.gasUsed, 6n * sentGas('burn'))

  // The limit is looked at before each receipt: the fourth one starts below it and goes past.
  await submit(devnet, 'a', 'end', 2n)
  const second = nextBlock(devnet)
  t.true(3n * burnGas < blockLimit && 4n * burnGas > blockLimit)
  t.deepEqual(ran(devnet, second), ['transaction', 'a', 'b', 'c', 'd'])
  t.is(second.header.gasUsed, sentGas('end') + 4n * burnGas)
  t.true(devnet.chain.hasPendingWork())

  const third = nextBlock(devnet)
  // Left over, then what the block before made: the new call first, as transactions come first.
  t.deepEqual(ran(devnet, third), ['e', 'f', 'a', 'refund', 'refund', 'refund', 'refund'])
  // A refund is a transfer that nobody pays for; it fills the block all the same.
  const refunds = 4n * (receiptGas + 115_123_062_500n)
  t.is(third.header.gasUsed, 2n * burnGas + callGas('end', 0n) + refunds)

  // The header after the full block tells what waited: two calls with all the gas they may use.
  const waiting = async (height: bigint): Promise<unknown> => {
    const { chunks } = (await devnet.request('block', { block_id: Number(height) })) as Shown
    const { delayed_receipts_gas: gas, receipt_bytes: bytes } = chunks[0].congestion_info
    return [gas, Number(bytes)]
  }
  const mayUse = receiptGas + 780_000_000_000n + 4n * 2_235_934n + 300n * tgas
  // Sender 15, receiver 17, id 32, kind 1; signer 15, key 33, price 16, lists 4 + 4 + 4; the call:
  // kind 1, name 8, arguments 4, gas 8, deposit 16.
  const bytes = 65 + 76 + 37
  t.deepEqual(await waiting(second.header.height), ['0', 0])
  t.deepEqual(await waiting(third.header.height), [`${2n * mayUse}`, 2 * bytes])
  nextBlock(devnet)
  t.deepEqual(await waiting(third.header.height + 1n), ['0', 0])
})

test('the more gas waits, the less of it new transactions may burn in a block', (t) => {
  const limit = (waitingTgas: bigint): bigint =>
    transactionGasLimit({ gas: waitingTgas * tgas, bytes: 0 }) / tgas
  t.deepEqual([0n, 100_000n, 200_000n, 400_000n, 900_000n].map(limit), [500n, 380n, 260n, 20n, 20n])
})

/** One percent more for a full block, one less for an empty one; never below the floor. */
function priceAfter(price: bigint, gasUsed: bigint): bigint {
  const next = (price * (200n * blockLimit + 2n * gasUsed - blockLimit)) / (200n * blockLimit)
  return next < floorYocto ? floorYocto : next
}

const floorYocto = 100_000_000n

test('a full block raises the price of gas in the block after the next one', async (t) => {
  const devnet = await start(t)
  for (const name of ['a', 'b', 'c', 'd']) await submit(devnet, name, 'burn')
  nextBlock(devnet)
  const full = nextBlock(devnet)
  t.is(full.header.gasUsed, 4n * burnGas)
  t.is(full.header.gasPriceYocto, floorYocto)

  await submit(devnet, 'e', 'end')
  const next = nextBlock(devnet)
  const raised = priceAfter(floorYocto, 4n * burnGas)
  t.is(raised, 100_000_000n + (2n * 4n * burnGas - blockLimit) / 2_000_000_000n)
  t.is(next.header.gasPriceYocto, raised)
  const [cheapId = new Uint8Array()] = next.outcomeIds
  t.is(devnet.chain.outcome(cheapId)?.tokensBurntYocto, sentGas('end') * floorYocto)

  await submit(devnet, 'f', 'end')
  const last = nextBlock(devnet)
  const [dearId = new Uint8Array()] = last.outcomeIds
  t.is(devnet.chain.outcome(dearId)?.tokensBurntYocto, sentGas('end') * raised)
  t.is(last.header.gasPriceYocto, priceAfter(raised, next.header.gasUsed))
})

test('headers show the gas, burnt balance and supply of the block before', async (t) => {
  const devnet = await start(t)
  devnet.produceBlocks(1)
  const supply = devnet.chain.head().header.totalSupplyYocto
  await submit(devnet, 'a', 'end')
  const first = nextBlock(devnet)
  const used = sentGas('end')
  const shown = async (height: bigint): Promise<readonly unknown[]> => {
    const { header, chunks } = (await devnet.request('block', {
      block_id: Number(height),
    })) as Shown
    return [Number(chunks[0].gas_used), chunks[0].balance_burnt, header.total_supply]
  }
  t.deepEqual(await shown(first.header.height), [0, '0', `${supply}`])
  const second = nextBlock(devnet)
  const burnt = used * floorYocto
  t.deepEqual(await shown(second.header.height), [Number(used), `${burnt}`, `${supply - burnt}`])
})

type Shown = {
  readonly header: { readonly total_supply: string }
  readonly chunks: readonly [
    {
      readonly gas_used: unknown
      readonly balance_burnt: string
      readonly congestion_info: {
        readonly delayed_receipts_gas: string
        readonly receipt_bytes: unknown
      }
    },
  ]
}

test('a shard with 320 Pgas waiting takes no transactions until some of it has run', async (t) => {
  const devnet = await createDevnet({
    seed: 'block-limits',
    accounts: {
      [appId]: { balanceYocto: 90n * near },
      'a.test.near': { balanceYocto: 1_000n * near },
      'b.test.near': { balanceYocto: 90n * near },
    },
  })
  t.teardown(devnet.close)
  await devnet.deploy(accountOf(devnet, appId), burnContract)
  const count = 326n
  for (let nth = 1n; nth <= count; nth++) await submit(devnet, 'a', 'burn', nth, 1_000n * tgas)
  const sent = nextBlock(devnet)
  const full = nextBlock(devnet)
  t.is(full.header.gasUsed, 4n * burnGas)
  // What the full block left is in the header of the block after it.
  const each = receiptGas + 780_000_000_000n + 4n * 2_235_934n + 1_000n * tgas
  const waiting = (count - 4n) * each
  t.true(waiting >= 320_000n * tgas && waiting - 4n * each < 320_000n * tgas)
  const check = async (): Promise<unknown> => {
    const signed = await sign(devnet, 'b', 'end', 1n, tgas, sent.header.hash)
    const checked = devnet.chain.checkTransaction(signed)
    return checked.ok ? undefined : checked.error
  }
  t.is(await check(), undefined)
  nextBlock(devnet)
  const level = Number(waiting) / 4e17
  t.deepEqual(await check(), { ShardCongested: { shard_id: 0, congestion_level: level } })
  nextBlock(devnet)
  t.is(await check(), undefined)
})
