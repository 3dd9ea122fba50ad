import { sendActions } from '@research-hub/sdk'
import test from 'ava'
import { accountOf } from '../../support/calls.js'
import { counter, oneYocto, senderFixture } from './sender-fixture.js'

test('a hundred sends at once from two contexts of one key get a nonce each', async (t) => {
  const { devnet, context } = await senderFixture()
  const hashes = new Set<string>()
  let signatures = 0
  const onSigned = (hash: string): void => {
    signatures++
    hashes.add(hash)
  }
  const contexts = [
    { ...context, onSigned },
    { ...context, onSigned },
  ]
  await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      sendActions(contexts[i % 2] ?? context, counter(i + 1), oneYocto),
    ),
  )
  t.is(signatures, 100)
  t.is(hashes.size, 100)
  for (let i = 1; i <= 100; i++) t.is(devnet.balanceYocto(counter(i)), 1n)
})

test('a nonce that another program used is proven used, and the transaction signed again', async (t) => {
  const { devnet, context } = await senderFixture()
  await sendActions(context, counter(1), oneYocto)
  await devnet.call(accountOf(devnet, 'alice.hub.near'), 'hub.near', 'nothing', {})
  let signatures = 0
  const counted = { ...context, onSigned: () => void signatures++ }
  await sendActions(counted, counter(2), oneYocto)
  t.is(signatures, 2)
  t.is(devnet.balanceYocto(counter(2)), 1n)
})

test('networks, accounts and keys do not share nonces', async (t) => {
  const { devnet, context } = await senderFixture()
  await sendActions(context, counter(1), oneYocto)
  const other = { ...context, networkId: `${context.networkId}-other` }
  let signatures = 0
  await sendActions({ ...other, onSigned: () => void signatures++ }, counter(2), oneYocto)
  t.is(signatures, 1)
  t.is(devnet.balanceYocto(counter(2)), 1n)
})
