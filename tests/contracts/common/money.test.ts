import test from 'ava'
import fc from 'fast-check'
import { actions } from 'near-api-js'
import { accountOf, attempt } from '../../support/calls.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  badTokenId,
  neighbourId,
  type ProbeFixture,
  type ProbeMethod,
  probeFixture,
  probeId,
  sendTokens,
  tokenId,
  users,
} from '../../support/probe-fixture.js'
import { refused } from '../../support/refused.js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'

const [ann, bob] = users
const allTokens = ['NEAR', tokenId, badTokenId] as const

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
  if (kind === 'deposit' && token === 'NEAR') await attempt(f.as(user).probe.deposit({}, amount))
  else if (kind === 'deposit') await sendTokens(f, user, token, amount)
  else if (kind === 'withdraw')
    await attempt(f.as(user).probe.withdraw({ token, amount: text }, 1n))
  else if (kind === 'hold') await attempt(f.as(user).probe.hold_token({ token }))
  else if (kind === 'drop') await attempt(f.as(user).probe.drop_token({ token }))
  else if (kind === 'retry') {
    for (const id of ['1', '2', '3']) {
      await attempt(f.as(user).probe.retry_outbox({ id }))
      await attempt(f.as(user).probe.retry_outbox({ id }, 1n))
    }
  } else if (kind === 'notify') {
    const method = token === 'NEAR' ? 'fund' : 'ft_on_transfer'
    const args = { target_id: neighbourId, method, token, amount: text, note: 'x' }
    await attempt(f.as(user).probe.notify(args, token === 'NEAR' ? 0n : 1n))
  } else if (kind === 'mode') {
    await attempt(f.as(user).badToken.set_mode({ mode: tokenModes[mode] }))
    await attempt(f.as(user).neighbour.set_mode({ mode: neighbourModes[mode] }))
  } else {
    const forged = { receiver_id: probeId, sender_id: user, amount: text, msg: '' }
    await attempt(f.as(user).badToken.forge(forged))
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
  await f.as(ann).probe.deposit({}, near)
  await refused(t, '', sendTokens(f, ann, tokenId, 500n))
  await refused(t, '', f.as(bob).probe.pause({ features: 0x7fff_ffff }))
  const blocked = { target_id: neighbourId, method: 'fund', token: 'NEAR', amount: '1', note: 'x' }
  await refused(t, 'ERR_PAUSED', f.as(ann).probe.notify(blocked))
  await refused(t, '', f.as(ann).probe.withdraw({ token: 'NEAR' }, 1n))
  await refused(t, '', f.as(ann).probe.withdraw({ token: tokenId }, 1n))
  await refused(t, '', f.as(ann).probe.storage_withdraw({}, 1n))
  t.is(await f.devnet.view(tokenId, 'ft_balance_of', { account_id: ann }), '1000000')
})

test('INV-34 storage freed is storage charged, for tokens held and let go', async (t) => {
  const f = await probeFixture()
  const available = async (): Promise<unknown> =>
    f.devnet.view(probeId, 'storage_balance_of', { account_id: ann })
  const before = await available()
  await refused(t, '', f.as(ann).probe.hold_token({ token: tokenId }))
  t.notDeepEqual(await available(), before)
  await refused(t, '', f.as(ann).probe.hold_token({ token: tokenId }))
  await refused(t, '', f.as(ann).probe.drop_token({ token: tokenId }))
  t.deepEqual(await available(), before)
})

test('tokens: only registered ones, held before they are credited, with a yocto to move', async (t) => {
  const f = await probeFixture()
  const call = (method: ProbeMethod, args: unknown, depositYocto = 0n, by: string = ann) =>
    f.as(by).probe[method](args, depositYocto)
  await refused(
    t,
    'ERR_UNKNOWN_TOKEN',
    f.as(ann).probe.ft_on_transfer({ sender_id: ann, amount: '1', msg: '' }),
  )
  await refused(t, 'ERR_TOKEN_NOT_HELD', call('drop_token', { token: tokenId }))
  await refused(t, 'ERR_TOKEN_NOT_HELD', call('withdraw', { token: tokenId }, 1n))
  await refused(t, 'ERR_UNKNOWN_TOKEN', call('hold_token', { token: 'NEAR' }))
  await refused(t, 'ERR_TOKEN_KNOWN', call('register_token', { token_id: tokenId }, 0n, 'hub.near'))
  await refused(t, 'ERR_NOT_OWNER', call('register_token', { token_id: 'x.near' }))
  await refused(t, '', sendTokens(f, ann, tokenId, 500n))
  await refused(t, 'ERR_STORAGE_IN_USE', call('drop_token', { token: tokenId }))
  await refused(t, 'ERR_ONE_YOCTO', call('withdraw', { token: tokenId }, 2n))
  await refused(t, 'ERR_CREDIT_SHORT', call('withdraw', { token: tokenId, amount: '501' }, 1n))
  await refused(t, '', call('withdraw', { token: tokenId, amount: '100' }, 1n))
  await refused(t, 'ERR_ONE_YOCTO', call('withdraw', { token: tokenId, amount: '100' }))
  t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: tokenId }), '400')
  t.deepEqual(await f.devnet.view(probeId, 'tokens', {}), [tokenId, badTokenId])
  t.deepEqual(await f.devnet.view(probeId, 'tokens', { from_index: 1 }), [badTokenId])
})

test('INV-42 a token of later than the first day counts three days after it was registered', async (t) => {
  const f = await probeFixture()
  const register = (token_id: string) => f.as('hub.near').probe.register_token({ token_id })
  const hold = (token: string) => f.as(ann).probe.hold_token({ token })
  const hour = 3_600_000_000_000n
  f.devnet.advanceTime(23n * hour)
  await register('early.near')
  await refused(t, '', hold('early.near'))
  f.devnet.advanceTime(hour)
  const { logs } = await register('late.near')
  const fromNs = BigInt(/"from_ns":"(\d+)"/.exec(logs[0] ?? '')?.[1] ?? 0)
  await refused(t, 'ERR_TOKEN_EARLY', hold('late.near'))
  f.devnet.advanceTime(fromNs - f.devnet.chain.head().header.timestampNs - 10_000_000_000n)
  await refused(t, 'ERR_TOKEN_EARLY', hold('late.near'))
  f.devnet.advanceTime(10_000_000_000n)
  await refused(t, '', hold('late.near'))
})

test('a contract knows a thousand tokens and no more', async (t) => {
  const f = await probeFixture()
  for (let i = 3; i <= 1000; i++) {
    await f.as('hub.near').probe.register_token({ token_id: `t${i}.near` })
  }
  await refused(
    t,
    'ERR_TOKEN_LIMIT',
    f.as('hub.near').probe.register_token({ token_id: 'one-more.near' }),
  )
})

test('a leaked function-call key, which can attach nothing, takes no credit out', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await refused(t, '', sendTokens(f, ann, tokenId, 500n))
  for (const token of ['NEAR', tokenId]) {
    for (const attached of [0n, 2n]) {
      await refused(t, 'ERR_ONE_YOCTO', f.as(ann).probe.withdraw({ token }, attached))
    }
    await refused(t, '', f.as(ann).probe.withdraw({ token }, 1n))
  }
})

test.serial(
  'INV-39 a withdrawal that a token refuses is restored to the record it came from, which cannot go before',
  async (t) => {
    const f = await probeFixture()
    await refused(t, '', sendTokens(f, ann, badTokenId, 500n))
    await f.as(ann).badToken.set_mode({ mode: 'failing' })
    const returned = await attempt(f.as(ann).probe.withdraw({ token: badTokenId }, 1n))
    t.regex(JSON.stringify(returned.failure), /does not move/)
    t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '500')
    // Both actions run before the transfer's answer is known.
    const action = (method: string, gas: bigint, deposit = 0n, args: object = {}) =>
      actions.functionCall(method, new TextEncoder().encode(JSON.stringify(args)), gas, deposit)
    const token = { token: badTokenId }
    for (const last of [
      action('drop_token', 10n * tgas, 0n, token),
      action('storage_unregister', 60n * tgas, 1n),
    ]) {
      const withdrawal = action('withdraw', 60n * tgas, 1n, token)
      const outcome = await sendActions(f.devnet, accountOf(f.devnet, ann), probeId, [
        withdrawal,
        last,
      ])
      t.regex(JSON.stringify(outcome), /ERR_STORAGE_IN_USE/)
    }
    await attempt(f.as(ann).probe.withdraw(token, 1n))
    t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '500')
    t.is((await f.solvency(badTokenId)).in_flight, '0')
  },
)

test('a token that calls back in the middle of a withdrawal gets nothing twice', async (t) => {
  const f = await probeFixture()
  await refused(t, '', sendTokens(f, ann, badTokenId, 500n))
  const payload = JSON.stringify({ token: badTokenId })
  await f.as(ann).badToken.set_reentry({ method: 'withdraw', payload })
  await f.as(ann).badToken.set_mode({ mode: 'reentrant' })
  await attempt(f.as(ann).probe.withdraw({ token: badTokenId, amount: '200' }, 1n))
  t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: badTokenId }), '300')
  t.is(
    await f.devnet.view(badTokenId, 'ft_balance_of', { account_id: ann }),
    String(1_000_000 - 300),
  )
})
