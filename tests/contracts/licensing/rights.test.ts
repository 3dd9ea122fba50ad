/** A licence stays what was bought: the right to derive, and how often. */
import test from 'ava'
import { attempt } from '../../support/calls.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { buyArgs, draftAsset, plainTerms, sealedAsset } from '../../support/licensing-assets.js'
import { licensingFixture, users } from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const [ann, bob] = users

test('INV-325 a bought right to derive outlives the retirement of its terms, and derives once a unit', async (t) => {
  const f = await licensingFixture('rights')
  const base = await sealedAsset(f, ann, [], { ...plainTerms, derivative: 'licensed' })
  await f.as(bob).licensing.buy_licence(buyArgs(base, { quantity: '2' }), 10_000n)
  await f.as(ann).licensing.retire_terms({ asset_id: base.id, terms_hash: base.termsHash })
  const derive = async (licence_id: string | undefined) => {
    const asset_id = await draftAsset(f, bob)
    const link = { asset_id, parent_id: base.id, terms_hash: base.termsHash, share_ppm: 1 }
    return attempt(f.as(bob).licensing.add_parent({ ...link, licence_id }))
  }
  await refused(t, 'ERR_OFFER_RETIRED', derive(undefined))
  await refused(t, '', derive('1'))
  await refused(t, '', derive('1'))
  await refused(t, 'ERR_UNITS_SHORT', derive('1'))
})

test('INV-306 a refused nft_transfer_call comes back to a sender of two licences with nothing to spare', async (t) => {
  const f = await licensingFixture('room')
  const account = await f.devnet.createAccount('receiver.hub.near', 20n * near)
  await f.devnet.deploy(account, await fixtureWasm('nft-receiver'))
  await f.as('receiver.hub.near').licensing.storage_deposit({}, near)
  const model = await sealedAsset(f, ann)
  for (let i = 0; i < 2; i++) await f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n)
  await f.as(bob).licensing.storage_withdraw({}, 1n)
  const args = { receiver_id: 'receiver.hub.near', token_id: '1', msg: 'return' }
  await attempt(f.as(bob).licensing.nft_transfer_call(args, 1n))
  const page = await f.view('nft_tokens', { limit: 5_000 })
  t.like(page, [{ owner_id: bob }, { owner_id: bob }])
})
