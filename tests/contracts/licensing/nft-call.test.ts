/** `nft_transfer_call` to receivers that keep, return, fail, or have the licence no more. */
import test from 'ava'
import { attempt, codeOf, jsonOf } from '../../support/calls.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { buyArgs, sealedAsset } from '../../support/licensing-assets.js'
import {
  type LicensingFixture,
  licensingFixture,
  licensingId,
  strangerId,
  users,
} from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const [ann, bob, cat, dan] = users
const receiverId = 'receiver.hub.near'

type Setting = {
  readonly f: LicensingFixture
  readonly transfer: (msg: string) => Promise<unknown>
  readonly ownerOf: () => Promise<string>
  readonly used: (who: string) => Promise<bigint>
}

/** Bob has licence 1; the receiver is registered and can be charged. */
async function setting(): Promise<Setting> {
  const f = await licensingFixture('nft-call')
  const account = await f.devnet.createAccount(receiverId, 20n * near)
  await f.devnet.deploy(account, await fixtureWasm('nft-receiver'))
  await f.as(receiverId).licensing.storage_deposit({}, near)
  const model = await sealedAsset(f, ann)
  await f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n)
  return {
    f,
    transfer: async (msg) => {
      const args = { receiver_id: receiverId, token_id: '1', msg }
      const result = await attempt(f.as(bob).licensing.nft_transfer_call(args, 1n))
      const own = result.receipts.find(({ executorId }) => executorId === licensingId)
      if (JSON.stringify(own?.status).includes('Failure')) throw new Error(codeOf(result))
      return jsonOf(result.value)
    },
    ownerOf: async () =>
      ((await f.view('nft_token', { token_id: '1' })) as { owner_id: string }).owner_id,
    used: async (account_id) => {
      const { total, available } = (await f.view('storage_balance_of', { account_id })) as {
        total: string
        available: string
      }
      return BigInt(total) - BigInt(available)
    },
  }
}

test('INV-306 INV-315 a receiver that keeps the licence has it and pays for its records; the sender is free of them', async (t) => {
  const { f, transfer, ownerOf, used } = await setting()
  const before = { bob: await used(bob), receiver: await used(receiverId) }
  t.true(await transfer('keep'))
  t.is(await ownerOf(), receiverId)
  t.true((await used(bob)) < before.bob)
  t.true((await used(receiverId)) > before.receiver)
  t.like(await f.view('licence', { licence_id: '1' }), { holder_id: receiverId, units_left: '10' })
  await refused(t, 'ERR_NOT_HOLDER', f.as(bob).licensing.burn_licence({ licence_id: '1' }))
  await f.as(receiverId).licensing.burn_licence({ licence_id: '1' })
  t.is(await used(receiverId), before.receiver)
})

test('INV-306 INV-315 a receiver that refuses, in words or by failing, leaves licence and storage as they were', async (t) => {
  const { f, transfer, ownerOf, used } = await setting()
  const before = [await used(bob), await used(receiverId)]
  for (const msg of ['return', 'panic']) {
    t.false(await transfer(msg), msg)
    t.is(await ownerOf(), bob)
    t.deepEqual([await used(bob), await used(receiverId)], before)
  }
  t.like(await f.view('licence', { licence_id: '1' }), { holder_id: bob, units_left: '10' })
  const supply = async (account_id: string) => f.view('nft_supply_for_owner', { account_id })
  t.deepEqual([await supply(bob), await supply(receiverId)], ['1', '0'])
})

test('INV-306 INV-315 a licence that the receiver has handed on stays where it went', async (t) => {
  const { transfer, ownerOf, used } = await setting()
  const before = [await used(receiverId), await used(cat)] as const
  t.true(await transfer(`move ${cat}`))
  t.is(await ownerOf(), cat)
  t.is(await used(receiverId), before[0])
  t.true((await used(cat)) > before[1])
})

test('a licence goes to registered accounts only, from its holder, with one yocto', async (t) => {
  const { f, transfer, ownerOf } = await setting()
  const args = { receiver_id: strangerId, token_id: '1', msg: 'keep' }
  await refused(t, 'ERR_NOT_REGISTERED', f.as(bob).licensing.nft_transfer_call(args, 1n))
  t.is(await ownerOf(), bob)
  await refused(t, 'ERR_NOT_HOLDER', f.as(dan).licensing.nft_transfer_call(args, 1n))
  await refused(t, 'ERR_ONE_YOCTO', f.as(bob).licensing.nft_transfer_call(args))
  t.false(await transfer('return'))
})
