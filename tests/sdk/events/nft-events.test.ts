import { decodeNftEvent, isHubError, parseNftEvents } from '@research-hub/sdk'
import test from 'ava'
import { attempt } from '../../support/calls.js'
import { buyArgs, sealedAsset } from '../../support/licensing-assets.js'
import { licensingFixture, users } from '../../support/licensing-fixture.js'

const [ann, bob, cat] = users

test('NEP-171 events of a licence that is sold and passed on', async (t) => {
  const f = await licensingFixture('nft-events')
  const model = await sealedAsset(f, ann)
  const sold = await attempt(f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n))
  t.deepEqual(parseNftEvents(sold.logs), [{ event: 'nft_mint', ownerId: bob, tokenIds: ['1'] }])
  const moved = await attempt(
    f.as(bob).licensing.nft_transfer({ receiver_id: cat, token_id: '1' }, 1n),
  )
  t.deepEqual(parseNftEvents(moved.logs), [
    { event: 'nft_transfer', oldOwnerId: bob, newOwnerId: cat, tokenIds: ['1'] },
  ])
})

test('a log that is not NEP-171 to the letter is refused, or passed over', (t) => {
  const log = (change: object): string =>
    `EVENT_JSON:${JSON.stringify({ standard: 'nep171', version: '1.2.0', event: 'nft_burn', data: [{ owner_id: 'a.near', token_ids: ['0:a.near'] }], ...change })}`
  t.deepEqual(decodeNftEvent(log({})), [
    { event: 'nft_burn', ownerId: 'a.near', tokenIds: ['0:a.near'] },
  ])
  const wrong = [
    'plain text',
    'EVENT_JSON:{',
    log({ standard: 'nep141' }),
    log({ event: 'nft_fly' }),
    log({ event: 'nft_transfer' }),
    log({ data: [] }),
    log({ data: [{ owner_id: 'a.near', token_ids: [] }] }),
    log({ data: [{ owner_id: 'a.near', token_ids: [1] }] }),
    log({ data: [{ token_ids: ['1'] }] }),
  ]
  for (const text of wrong) {
    const error = t.throws(() => decodeNftEvent(text))
    t.true(isHubError(error, 'SDK_EVENT'), text)
  }
  t.deepEqual(parseNftEvents(wrong), [])
})
