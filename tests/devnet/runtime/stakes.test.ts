/** Staking over epochs: what is locked, who holds a seat when, and when stake returns. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import test from 'ava'
import { actions, PublicKey } from 'near-api-js'
import { compileText } from '../../support/compile-fixture.js'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'
import { heldYocto } from './random-activity.js'

const poolId = 'pool.test.near'
const epochLength = 500n
/** One validator with 50,000,000 NEAR: a seat must be more than a 6250th of all stake. */
const seatYocto = (50_000_000n * near + 6_248n) / 6_249n
const minimumYocto = seatYocto / 10n

type Sent = {
  readonly receipts_outcome: readonly {
    readonly outcome: {
      readonly status: { readonly Failure?: { readonly ActionError: { readonly kind: unknown } } }
    }
  }[]
}

async function start(persist?: string): Promise<Devnet> {
  return createDevnet({
    seed: 'stakes',
    accounts: { [poolId]: { balanceYocto: 100_000n * near } },
    ...(persist === undefined ? {} : { persist }),
  })
}

/** Stakes from the pool's account; gives the failure of the action, if it failed. */
async function stake(devnet: Devnet, amountYocto: bigint): Promise<unknown> {
  const pool = devnet.accounts.get(poolId)
  if (pool === undefined) throw new Error('no pool')
  const action = actions.stake(amountYocto, PublicKey.fromString(pool.publicKey))
  const { receipts_outcome: receipts } = (await sendActions(devnet, pool, poolId, [action])) as Sent
  return receipts.find(({ outcome }) => outcome.status.Failure)?.outcome.status.Failure?.ActionError
    .kind
}

const height = (devnet: Devnet): bigint => devnet.chain.head().header.height
const locked = (devnet: Devnet): bigint =>
  devnet.chain.state({ kind: 'head' })?.account(poolId)?.lockedYocto ?? 0n

/** Goes to a height by one jump. */
async function jumpTo(devnet: Devnet, to: bigint): Promise<void> {
  await devnet.request('sandbox_fast_forward', { delta_height: Number(to - height(devnet)) })
}

test('a stake below a tenth of a seat is refused, at the very yocto', async (t) => {
  const devnet = await start()
  t.teardown(devnet.close)
  t.deepEqual(await stake(devnet, minimumYocto - 1n), {
    InsufficientStake: {
      account_id: poolId,
      stake: `${minimumYocto - 1n}`,
      minimum_stake: `${minimumYocto}`,
    },
  })
  t.is(await stake(devnet, minimumYocto), undefined)
  t.is(locked(devnet), minimumYocto)
  // What the account does not have comes before what a stake must be.
  t.like(await stake(devnet, 10n ** 30n), { TriesToStake: { locked: `${minimumYocto}` } })
})

test('a stake without a seat returns with the next epoch; one with a seat three epochs after it is withdrawn', async (t) => {
  const devnet = await start()
  t.teardown(devnet.close)
  t.is(await stake(devnet, seatYocto - 1n), undefined)
  devnet.produceBlocks(Number(epochLength - height(devnet)))
  t.is(locked(devnet), seatYocto - 1n)
  devnet.produceBlocks(1)
  t.is(height(devnet), epochLength + 1n)
  t.is(locked(devnet), 0n)

  // More than 1/6250 of all: 8,001.28… NEAR. Asked for in epoch 2, it has its seat from epoch 4.
  const stakeYocto = seatYocto + 1n
  t.is(await stake(devnet, stakeYocto), undefined)
  await jumpTo(devnet, 3n * epochLength + 1n)
  t.is(locked(devnet), stakeYocto)
  t.is(await stake(devnet, 0n), undefined)
  t.is(locked(devnet), stakeYocto)
  // Withdrawn in epoch 4: held through epochs 5 and 6.
  await jumpTo(devnet, 6n * epochLength)
  t.is(locked(devnet), stakeYocto)
  const before = heldYocto(devnet)
  await jumpTo(devnet, 6n * epochLength + 1n)
  t.is(locked(devnet), 0n)
  t.is(heldYocto(devnet), before)
})

test('contracts see the stakes of the epoch they run in', async (t) => {
  const devnet = await start()
  t.teardown(devnet.close)
  const { wasm } = await compileText(`declare const env: unknown
    export function stakes() {
      env.value_return(env.validator_stake('${poolId}') + ' ' + env.validator_total_stake() +
        ' ' + env.epoch_height())
    }`)
  await devnet.deploy(devnet.root, wasm)
  const read = async (): Promise<string> => {
    const { value } = await devnet.call(devnet.root, devnet.root.accountId, 'stakes', {})
    const called = Buffer.from(value ?? []).toString()
    const viewed = await devnet.viewRaw(devnet.root.accountId, 'stakes', new Uint8Array())
    t.is(Buffer.from(viewed).toString(), called)
    return called
  }
  const genesisYocto = 50_000_000n * near
  const stakeYocto = 10_000n * near
  t.is(await stake(devnet, stakeYocto), undefined)
  t.is(await read(), `0 ${genesisYocto} 1`)
  // The first two epochs have the genesis' height, which is 1.
  await jumpTo(devnet, epochLength + 1n)
  t.is(await read(), `0 ${genesisYocto} 1`)
  await jumpTo(devnet, 2n * epochLength + 1n)
  t.is(await read(), `${stakeYocto} ${genesisYocto + stakeYocto} 2`)
})

test('a jump over epochs comes to what their blocks come to; snapshots and logs keep stakes', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'stakes-'))
  const devnet = await start(folder)
  await stake(devnet, 9_000n * near)
  await jumpTo(devnet, epochLength)
  // In the last block of an epoch: reported in the next one, where the first stake is decided on.
  devnet.produceBlocks(1)
  await stake(devnet, 20_000n * near)
  const snapshot = devnet.snapshot()
  const walk: bigint[] = []
  for (let epoch = 0; epoch < 6; epoch++) {
    if (epoch === 1) await stake(devnet, 0n)
    devnet.produceBlocks(Number(epochLength))
    walk.push(locked(devnet))
  }
  const end = height(devnet)
  devnet.revert(snapshot)
  const jumps: bigint[] = []
  for (let epoch = 0; epoch < 6; epoch++) {
    if (epoch === 1) await stake(devnet, 0n)
    await jumpTo(devnet, height(devnet) + epochLength)
    jumps.push(locked(devnet))
  }
  t.deepEqual(jumps, walk)
  t.is(walk.at(-1), 0n)
  t.is(height(devnet), end)
  devnet.revert(snapshot)
  await stake(devnet, 0n)
  await jumpTo(devnet, end)
  t.is(locked(devnet), 0n)
  await devnet.close()
  const again = await start(folder)
  t.teardown(again.close)
  t.is(height(again), end)
  t.is(locked(again), 0n)
})

test('the block after a stake reports what was proposed, in header and chunk', async (t) => {
  const devnet = await start()
  t.teardown(devnet.close)
  await stake(devnet, 9_000n * near)
  const proposals = async (at: bigint): Promise<unknown> => {
    const { header, chunks } = (await devnet.request('block', { block_id: Number(at) })) as {
      header: { validator_proposals: unknown }
      chunks: readonly [{ validator_proposals: unknown }]
    }
    t.deepEqual(chunks[0].validator_proposals, header.validator_proposals)
    return header.validator_proposals
  }
  const staked = stakedAt(devnet)
  devnet.produceBlocks(2)
  t.deepEqual(await proposals(staked), [])
  t.deepEqual(await proposals(staked + 1n), [
    {
      validator_stake_struct_version: 'V1',
      account_id: poolId,
      public_key: devnet.accounts.get(poolId)?.publicKey,
      stake: `${9_000n * near}`,
    },
  ])
  t.deepEqual(await proposals(staked + 2n), [])
})

/** Height of the first block that left stake locked. */
function stakedAt(devnet: Devnet): bigint {
  for (let at = 0n; at <= height(devnet); at++) {
    const account = devnet.chain.state({ kind: 'height', height: at })?.account(poolId)
    if (account !== undefined && account.lockedYocto > 0n) return at
  }
  throw new Error('nothing is locked')
}
