/** What payer and payee agree on in a channel holds for as long, and with the keys, that it says. */

import { formatKey } from '@research-hub/sdk/payments'
import test from 'ava'
import {
  channelsFixture,
  openChannel,
  payeeKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { codeFrom, refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

test('INV-28 an agreement to close is good up to and with its last block, and not one longer', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  await f.payee.channels.settle(channel.voucher(near / 4n))
  const start = f.devnet.snapshot()
  const head = f.devnet.chain.head().header.height
  const codes: string[] = []
  for (let last = head; last < head + 6n; last++) {
    f.devnet.revert(start)
    const closing = f.payer.channels.closeWithAuth(channel.auth(near / 4n, last))
    codes.push(await codeFrom(closing))
    const { length } = codes
    // The call itself says in which block it ran: the one after the last for which it was too late.
    if (codes[length - 2] === 'ERR_AUTH_EXPIRED' && codes[length - 1] === '') {
      f.devnet.revert(start)
      const late = f.payer.channels.closeWithAuth(channel.auth(near / 4n, last - 1n))
      await t.throwsAsync(late, {
        message: new RegExp(`up to block ${last - 1n}, this is ${last}`),
      })
    }
  }
  t.regex(codes.join(), /^(ERR_AUTH_EXPIRED,)+(,)+$/)
})

test('INV-28 a key of the TEE that is also the payer’s or the payee’s is no condition', async (t) => {
  const f = await channelsFixture(0)
  const seed = new Uint8Array(32).fill(9)
  const signer = voucherKey(seed)
  for (const { publicKey } of [signer, payeeKey]) {
    const opening = openChannel(f, near, seed, { signer, teeKey: formatKey(publicKey) })
    await refused(t, 'ERR_TEE_KEY_SHARED', opening)
  }
  await openChannel(f, near, seed, { signer, teeKey: formatKey(voucherKey().publicKey) })
})
