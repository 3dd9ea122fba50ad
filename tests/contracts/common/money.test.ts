import test from 'ava'
import fc from 'fast-check'
import { actions } from 'near-api-js'
import { accountOf } from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  badTokenId,
  expectFailure,
  neighbourId,
  type ProbeFixture,
  probeFixture,
  probeId,
  sendTokens,
  tokenId,
  users,
} from '../../support/probe-fixture.js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'

const [ann, bob] = users
const allTokens = ['near', tokenId, badTokenId] as const

type Step = {
  readonly kind: 'deposit' | 'withdraw' | 'notify' | 'retry' | 'mode' | 'hold' | 'drop' | 'forge'
  readonly user: string
  readonly token: string
  readonly amount: bigint
  readonly mode: number
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'deposit',
    'deposit',
    'withdraw',
    'notify',
    'retry',
    'mode',
    'hold',
    'drop',
    'forge',
  ),
  user: fc.constantFrom(...users),
  token: fc.constantFrom(...allTokens),
  amount: fc.bigInt({ min: 0n, max: 5000n }),
  mode: fc.integer({ min: 0, max: 3 }),
})

const tokenModes = ['honest', 'failing', 'lying', 'reentrant']
const neighbourModes = ['accepting', 'failing', 'keeping', 'bomb']

async function run(f: ProbeFixture, { kind, user, token, amount, mode }: Step): Promise<void> {
  const text = String(amount)
  if (kind === 'deposit' && token === 'near') await f.call(user, probeId, 'deposit', {}, amount)
  else if (kind === 'deposit') await sendTokens(f, user, token, amount)
  else if (kind === 'withdraw') await f.call(user, probeId, 'withdraw', { token, amount: text })
  else if (kind === 'hold') await f.call(user, probeId, 'hold_token', { token })
  else if (kind === 'drop') await f.call(user, probeId, 'drop_token', { token })
  else if (kind === 'retry') {
    for (const id of ['1', '2', '3']) {
      await f.call(user, probeId, 'retry_outbox', { id })
      await f.call(user, probeId, 'retry_outbox', { id }, 1n)
    }
  } else if (kind === 'notify') {
    const method = token === 'near' ? 'fund' : 'ft_on_transfer'
    const args = { target_id: neighbourId, method, token, amount: text, note: 'x' }
    await f.call(user, probeId, 'notify', args, token === 'near' ? 0n : 1n)
  } else if (kind === 'mode') {
    await f.call(user, badTokenId, 'set_mode', { mode: tokenModes[mode] })
    await f.call(user, neighbourId, 'set_mode', { mode: neighbourModes[mode] })
  } else {
    const forged = { receiver_id: probeId, sender_id: user, amount: text, msg: '' }
    await f.call(user, badTokenId, 'forge', forged)
  }
}

test('INV-31 INV-37 what is held covers what is owed; a bad token harms its own column only', async (t) => {
  const f = await probeFixture()
  const start = f.devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      f.devnet.revert(start)
      for (const one of steps) await run(f, one)
      for (const token of allTokens) {
        const books = await f.solvency(token)
        t.true(books.solvent, JSON.stringify(books))
        const credits = await Promise.all(
          users.map((account_id) => f.devnet.view(probeId, 'credit_of', { account_id, token })),
        )
        t.is(
          BigInt(books.credits),
          credits.reduce<bigint>((sum, credit) => sum + BigInt(String(credit)), 0n),
        )
      }
      // What the honest token says is there is what the books say.
      const held = await f.devnet.view(tokenId, 'ft_balance_of', { account_id: probeId })
      const honest = await f.solvency(tokenId)
      t.is(BigInt(String(held)), BigInt(honest.holds))
      t.is(honest.holds, honest.owed)
    }),
    12,
  )
})

test('INV-33 whatever is paused, money goes out', async (t) => {
  const f = await probeFixture()
  await f.call(ann, probeId, 'deposit', {}, near)
  expectFailure(t, '', await sendTokens(f, ann, tokenId, 500n))
  expectFailure(t, '', await f.call(bob, probeId, 'pause', { features: 0x7fff_ffff }))
  const blocked = { target_id: neighbourId, method: 'fund', token: 'near', amount: '1', note: 'x' }
  expectFailure(t, 'ERR_PAUSED', await f.call(ann, probeId, 'notify', blocked))
  expectFailure(t, '', await f.call(ann, probeId, 'withdraw', { token: 'near' }))
  expectFailure(t, '', await f.call(ann, probeId, 'withdraw', { token: tokenId }))
  expectFailure(t, '', await f.call(ann, probeId, 'storage_withdraw', {}, 1n))
  t.is(await f.devnet.view(tokenId, 'ft_balance_of', { account_id: ann }), '1000000')
})

test('INV-34 storage freed is storage charged, for tokens held and let go', async (t) => {
  const f = await probeFixture()
  const available = async (): Promise<unknown> =>
    f.devnet.view(probeId, 'storage_balance_of', { account_id: ann })
  const before = await available()
  expectFailure(t, '', await f.call(ann, probeId, 'hold_token', { token: tokenId }))
  t.notDeepEqual(await available(), before)
  expectFailure(t, '', await f.call(ann, probeId, 'hold_token', { token: tokenId }))
  expectFailure(t, '', await f.call(ann, probeId, 'drop_token', { token: tokenId }))
  t.deepEqual(await available(), before)
})

test('tokens: only registered ones, held before they are credited, with a yocto to move', async (t) => {
  const f = await probeFixture()
  const call = (method: string, args: unknown, depositYocto = 0n, by: string = ann) =>
    f.call(by, probeId, method, args, depositYocto)
  expectFailure(
    t,
    'ERR_UNKNOWN_TOKEN',
    await f.call(ann, probeId, 'ft_on_transfer', { sender_id: ann, amount: '1', msg: '' }),
  )
  expectFailure(t, 'ERR_TOKEN_NOT_HELD', await call('drop_token', { token: tokenId }))
  expectFailure(t, 'ERR_TOKEN_NOT_HELD', await call('withdraw', { token: tokenId }))
  expectFailure(t, 'ERR_UNKNOWN_TOKEN', await call('hold_token', { token: 'near' }))
  expectFailure(
    t,
    'ERR_TOKEN_KNOWN',
    await call('register_token', { token_id: tokenId }, 0n, 'hub.near'),
  )
  expectFailure(t, 'ERR_NOT_OWNER', await call('register_token', { token_id: 'x.near' }))
  expectFailure(t, '', await sendTokens(f, ann, tokenId, 500n))
  expectFailure(t, 'ERR_STORAGE_IN_USE', await call('drop_token', { token: tokenId }))
  expectFailure(t, 'ERR_ONE_YOCTO', await call('withdraw', { token: tokenId }, 2n))
  expectFailure(t, 'ERR_CREDIT_SHORT', await call('withdraw', { token: tokenId, amount: '501' }))
  expectFailure(t, '', await call('withdraw', { token: tokenId, amount: '100' }, 1n))
  expectFailure(t, '', await call('withdraw', { token: tokenId, amount: '100' }))
  t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: tokenId }), '300')
  t.deepEqual(await f.devnet.view(probeId, 'tokens', {}), [tokenId, badTokenId])
  t.deepEqual(await f.devnet.view(probeId, 'tokens', { from_index: 1 }), [badTokenId])
})

test('a contract knows a thousand tokens and no more', async (t) => {
  const f = await probeFixture()
  for (let i = 3; i <= 1000; i++) {
    const result = await f.call('hub.near', probeId, 'register_token', { token_id: `t${i}.near` })
    if (!result.ok) t.fail(JSON.stringify(result.failure))
  }
  expectFailure(
    t,
    'ERR_TOKEN_LIMIT',
    await f.call('hub.near', probeId, 'register_token', { token_id: 'one-more.near' }),
  )
})

test('an account without spare storage deposit attaches the yocto of a token withdrawal', async (t) => {
  const f = await probeFixture()
  expectFailure(t, '', await sendTokens(f, ann, tokenId, 500n))
  expectFailure(t, '', await f.call(ann, probeId, 'storage_withdraw', {}, 1n))
  expectFailure(t, 'ERR_STORAGE_SHORT', await f.call(ann, probeId, 'withdraw', { token: tokenId }))
  expectFailure(t, '', await f.call(ann, probeId, 'withdraw', { token: tokenId }, 1n))
})

test.serial(
  'a withdrawal that a token refuses is restored, also when the record was let go meanwhile',
  async (t) => {
    const f = await probeFixture()
    expectFailure(t, '', await sendTokens(f, ann, badTokenId, 500n))
    await f.call(ann, badTokenId, 'set_mode', { mode: 'failing' })
    const refused = await f.call(ann, probeId, 'withdraw', { token: badTokenId })
    t.regex(JSON.stringify(refused.failure), /does not move/)
    t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '500')
    // Both actions run before the transfer's answer is known, so the record is gone when it comes.
    const action = (method: string, gas: bigint) =>
      actions.functionCall(
        method,
        new TextEncoder().encode(JSON.stringify({ token: badTokenId })),
        gas,
        0n,
      )
    await sendActions(f.devnet, accountOf(f.devnet, ann), probeId, [
      action('withdraw', 60n * tgas),
      action('drop_token', 10n * tgas),
    ])
    t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '500')
    t.is((await f.solvency(badTokenId)).in_flight, '0')
  },
)

test('a token that calls back in the middle of a withdrawal gets nothing twice', async (t) => {
  const f = await probeFixture()
  expectFailure(t, '', await sendTokens(f, ann, badTokenId, 500n))
  const payload = JSON.stringify({ token: badTokenId })
  await f.call(ann, badTokenId, 'set_reentry', { method: 'withdraw', payload })
  await f.call(ann, badTokenId, 'set_mode', { mode: 'reentrant' })
  await f.call(ann, probeId, 'withdraw', { token: badTokenId, amount: '200' })
  t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '300')
  t.is(
    await f.devnet.view(badTokenId, 'ft_balance_of', { account_id: ann }),
    String(1_000_000 - 300),
  )
})
