import { termsHash } from '@research-hub/sdk/codecs'
import test from 'ava'
import fc from 'fast-check'
import { attempt, codeOf } from '../../support/calls.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  buyArgs,
  draftAsset,
  earn,
  hashOf,
  plainTerms,
  sealedAsset,
} from '../../support/licensing-assets.js'
import {
  channelsId,
  competitionId,
  guardianId,
  type LicensingMethod,
  licensingFixture,
  licensingId,
  ownerId,
  strangerId,
  users,
} from '../../support/licensing-fixture.js'

const [ann, bob, cat, dan] = users

test('INV-301 INV-302 any attempts to link leave an acyclic graph within its limits', async (t) => {
  const f = await licensingFixture()
  const start = f.devnet.snapshot()
  const attempts = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.nat({ max: 300_000 }),
    ),
    { minLength: 10, maxLength: 25 },
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(attempts, async (list) => {
      f.devnet.revert(start)
      const flat = new Map<number, Map<number, number>>([[0, new Map()]])
      const root = await sealedAsset(f, ann)
      flat.set(1, new Map())
      let newest = 1
      for (const [child, parent, ppm] of list) {
        if (child > newest && newest < 6) {
          if (newest > 1) {
            await f.as(ann).licensing.seal({ asset_id: String(newest) })
            await f.as(ann).licensing.add_terms({ asset_id: String(newest), terms: plainTerms })
          }
          await draftAsset(f, ann)
          newest += 1
          flat.set(newest, new Map())
        }
        const ids = { asset_id: String(newest), parent_id: String(parent) }
        const args = { ...ids, terms_hash: root.termsHash, share_ppm: ppm }
        const result = await attempt(f.as(ann).licensing.add_parent(args))
        const inherited = [...(flat.get(parent) ?? [])]
        const sum = (shares: Iterable<number>) => [...shares].reduce((total, x) => total + x, 0)
        const mine = flat.get(newest) ?? new Map<number, number>()
        const next = new Map(mine)
        for (const [id, share] of [...inherited, [parent, ppm] as const])
          next.set(id, (next.get(id) ?? 0) + share)
        const isGood = result.failure === undefined
        if (isGood) {
          t.true(parent < newest && sum(next.values()) <= 500_000)
          flat.set(newest, next)
        } else
          t.true(
            parent >= newest ||
              newest === 1 ||
              sum(next.values()) > 500_000 ||
              codeOf(result) === 'ERR_PARENT_LINKED',
          )
        const seen = (await f.view('ancestors', { asset_id: String(newest) })) as {
          ancestor_id: string
          ppm: number
        }[]
        const expected = [...(flat.get(newest) ?? [])].sort(([a], [b]) => a - b)
        t.deepEqual(
          seen.map((item) => [Number(item.ancestor_id), item.ppm]),
          expected,
        )
      }
    }),
    4,
  )
})

test('INV-306 INV-315 licences lose units only by use, and storage comes back whole', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  const start = f.devnet.snapshot()
  const free = async (who: string): Promise<bigint> => {
    const balance = await f.view('storage_balance_of', { account_id: who })
    return BigInt((balance as { available: string }).available)
  }
  const before = [await free(bob), await free(cat), await free(dan)]
  const action = fc.tuple(
    fc.constantFrom('buy', 'consume', 'bind', 'hand', 'burn', 'retire', 'tag', 'split'),
    fc.nat({ max: 2 }),
    fc.nat({ max: 4 }),
    fc.nat({ max: 2 }),
  )
  const holders = [bob, cat, dan]
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(action, { minLength: 15, maxLength: 30 }), async (actions) => {
      f.devnet.revert(start)
      const held = new Map<string, { holder: string; left: bigint }>()
      let isSelling = true
      for (const [what, who, pick, to] of actions) {
        const account = holders[who] ?? bob
        const id = String(pick + 1)
        const licence = held.get(id)
        const isHolder = licence?.holder === account
        if (what === 'buy') {
          const result = await attempt(f.as(account).licensing.buy_licence(buyArgs(model), 10_000n))
          t.is(result.failure === undefined, isSelling)
          if (isSelling) {
            const last = String(((await f.view('params')) as { licences: string }).licences)
            held.set(last, { holder: account, left: 10n })
          }
        } else if (what === 'consume') {
          const units = BigInt(to + 1)
          const result = await attempt(
            f.as(account).licensing.consume({ licence_id: id, units: String(units) }),
          )
          const isGood = isHolder && (licence?.left ?? 0n) >= units
          t.is(result.failure === undefined, isGood)
          if (isGood && licence !== undefined) licence.left -= units
        } else if (what === 'bind') {
          const binding = {
            licence_id: id,
            consumer_id: to === 0 ? null : strangerId,
            channel_id: null,
          }
          t.is(
            (await attempt(f.as(account).licensing.bind_licence(binding))).failure === undefined,
            isHolder,
          )
        } else if (what === 'hand') {
          const receiver = holders[to] ?? bob
          const args = { receiver_id: receiver, token_id: id }
          const isGood = isHolder && receiver !== account
          t.is(
            (await attempt(f.as(account).licensing.nft_transfer(args, 1n))).failure === undefined,
            isGood,
          )
          if (isGood && licence !== undefined) licence.holder = receiver
        } else if (what === 'burn') {
          t.is(
            (await attempt(f.as(account).licensing.burn_licence({ licence_id: id }))).failure ===
              undefined,
            isHolder,
          )
          if (isHolder) held.delete(id)
        } else if (what === 'retire') {
          await attempt(
            f.as(ann).licensing.retire_terms({ asset_id: model.id, terms_hash: model.termsHash }),
          )
          isSelling = false
        } else if (what === 'tag') {
          const tag = { asset_id: model.id, evidence_hash: hashOf('e'), duration_s: 86_400 }
          await attempt(f.as(guardianId).licensing.tag(tag))
          isSelling = false
        } else {
          const shares = [{ account_id: bob, share: '1' }]
          const split = { asset_id: model.id, total: '1', residual_id: ann, shares }
          await attempt(f.as(ann).licensing.set_split_epoch(split))
        }
        for (const [key, { holder, left }] of held) {
          t.like(await f.view('licence', { licence_id: key }), {
            holder_id: holder,
            units_left: String(left),
          })
        }
      }
      t.is(await f.view('nft_total_supply'), String(held.size))
      for (const holder of holders) {
        const mine = [...held].filter(([, licence]) => licence.holder === holder).map(([id]) => id)
        const listed = (await f.view('nft_tokens_for_owner', { account_id: holder })) as {
          token_id: string
        }[]
        t.deepEqual(listed.map((item) => item.token_id).sort(), mine.sort())
      }
      for (const [id, { holder }] of held)
        await f.as(holder).licensing.burn_licence({ licence_id: id })
      t.deepEqual([await free(bob), await free(cat), await free(dan)], before)
    }),
    4,
  )
})

test('INV-314 each method obeys only the callers its documentation names', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  await f.as(bob).licensing.buy_licence(buyArgs(model), 10_000n)
  const draft = await draftAsset(f, ann)
  const entry = { cid: '1', entry_id: '1', account_id: ann, artifact_root: hashOf('x') }
  await f.as(competitionId).licensing.register_from_entry({
    ...entry,
    manifest_root: hashOf('m'),
    outbox_id: '1',
  })
  await earn(f, model.id, 10n ** 9n)
  const start = f.devnet.snapshot()
  const everyone = [
    ownerId,
    guardianId,
    ann,
    bob,
    channelsId,
    competitionId,
    strangerId,
    licensingId,
  ]
  const shares = [{ account_id: ann, share: '1' }]
  const pending = '3'
  const fees = { fee_ppm: 1, pool_ppm: 1 }
  const split = { asset_id: model.id, total: '1', residual_id: ann, shares }
  const evidence = { asset_id: model.id, evidence_hash: hashOf('e'), duration_s: 1 }
  const resolve = { owner_id: ann, receiver_id: bob, token_id: '1' }
  const link = { asset_id: draft, parent_id: model.id, terms_hash: model.termsHash, share_ppm: 1 }
  const revenue = { asset_id: model.id, outbox_id: '99' }
  const second = { ...entry, entry_id: '2', manifest_root: hashOf('m'), outbox_id: '2' }
  const claim = { asset_id: model.id, epoch: 0, token: 'NEAR', account_id: ann }
  const inNear = { asset_id: model.id, token: 'NEAR' }
  const matrix: readonly (readonly [LicensingMethod, object, readonly string[], bigint?])[] = [
    ['set_fees', fees, [ownerId]],
    ['set_next_pool', { pool_id: '1' }, [ownerId]],
    ['register_from_entry', second, [competitionId]],
    ['accept_asset', { asset_id: pending }, [ann]],
    ['drop_pending', { asset_id: pending }, [ann]],
    ['add_parent', link, [ann]],
    ['seal', { asset_id: draft }, [ann]],
    ['set_split_epoch', split, [ann]],
    ['add_terms', { asset_id: model.id, terms: { ...plainTerms, quota: '5' } }, [ann]],
    ['retire_terms', { asset_id: model.id, terms_hash: model.termsHash }, [ann]],
    ['consume', { licence_id: '1', units: '1' }, [bob]],
    ['bind_licence', { licence_id: '1', consumer_id: cat, channel_id: null }, [bob]],
    ['burn_licence', { licence_id: '1' }, [bob]],
    ['nft_transfer', { receiver_id: cat, token_id: '1' }, [bob], 1n],
    ['record_revenue', revenue, [channelsId], 1n],
    ['tag', evidence, [ownerId, guardianId]],
    ['ft_on_transfer', { sender_id: ann, amount: '1', msg: '' }, []],
    ['nft_resolve_transfer', resolve, []],
    ['claim_fee', inNear, everyone],
    ['claim_treasury', inNear, everyone],
    ['claim_split', claim, [ann, bob, competitionId]],
  ]
  for (const [method, args, allowed, deposit] of matrix) {
    for (const who of everyone) {
      f.devnet.revert(start)
      const { failure } = await attempt(f.as(who).licensing[method](args, deposit))
      t.is(
        failure === undefined,
        allowed.includes(who),
        `${method} by ${who}: ${JSON.stringify(failure)}`,
      )
    }
  }
})

test('INV-316 no JSON value as arguments does more than fail with a code', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  await earn(f, model.id, 10n ** 9n)
  const abi = (await import('node:fs')).readFileSync('build/licensing.abi.json', 'utf8')
  const functions = (
    JSON.parse(abi) as { body: { functions: { name: LicensingMethod; kind: string }[] } }
  ).body.functions
  const calls = functions.filter(({ kind, name }) => kind === 'call' && name !== 'execute_upgrade')
  t.true(calls.length > 40)
  const records = (): string => {
    const view = f.devnet.chain.state({ kind: 'head' })
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
    return Array.from(
      view?.records(licensingId, new Uint8Array(0)) ?? [],
      (r) => `${hex(r.key)}=${hex(r.value)}`,
    ).join()
  }
  const before = records()
  const poison = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'asset_id',
        'token',
        'licence_id',
        'account_id',
        'terms',
        '__proto__',
        'epoch',
        'shares',
      ),
      fc.oneof(fc.jsonValue(), fc.constant({ value: 'x', typeInfo: 'bigint' })),
      { minKeys: 1 },
    ),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.constantFrom(...calls), poison, async ({ name }, args) => {
      const result = await attempt(f.as(dan).licensing[name](args))
      const code = codeOf(result)
      if (code !== undefined) t.regex(code, /^ERR_[A-Z_]+$/, `${name} ${JSON.stringify(args)}`)
      if (code !== undefined) t.is(records(), before, name)
      else t.truthy(await f.view('asset', { asset_id: model.id }))
    }),
    60,
  )
})

test('INV-317 whatever is paused, money leaves: claims, royalties, pool shares, withdrawals', async (t) => {
  const f = await licensingFixture()
  const parent = await sealedAsset(f, ann)
  const child = await sealedAsset(f, bob, [[parent.id, 100_000]])
  await f.as(ownerId).licensing.set_next_pool({ pool_id: '1' })
  await earn(f, child.id, 10n ** 9n)
  await f.as(guardianId).licensing.pause({ features: 2_147_483_647 })
  const flow = { asset_id: child.id, token: 'NEAR' }
  await earn(f, child.id, 10n ** 9n)
  await f
    .as(cat)
    .licensing.pull_royalty({ child_id: child.id, ancestor_id: parent.id, token: 'NEAR' })
  await f.as(cat).licensing.claim_split({ ...flow, epoch: 0, account_id: bob })
  await f.as(cat).licensing.claim_split({
    asset_id: parent.id,
    token: 'NEAR',
    epoch: 0,
    account_id: ann,
  })
  await f.as(cat).licensing.claim_fee(flow)
  await f.as(cat).licensing.forward_pool_share(flow)
  await f.as(bob).licensing.withdraw({ token: 'NEAR' }, 1n)
  await f.as(ann).licensing.withdraw({ token: 'NEAR' }, 1n)
  t.is(await f.view('credit_of', { account_id: ann, token: 'NEAR' }), '0')
})

test('INV-320 INV-321 the SDK and the contract agree on every terms hash; a buyer pays the price, never more', async (t) => {
  const f = await licensingFixture()
  const model = await sealedAsset(f, ann)
  const start = f.devnet.snapshot()
  const price = fc.bigInt({ min: 1n, max: 10n ** 30n }).map(String)
  const any = fc.record({
    ...Object.fromEntries(
      Object.entries(plainTerms).map(([key, value]) => [key, fc.constant(value)]),
    ),
    price_per_token: price,
    price_per_request: fc.option(price),
    min_price: fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
    quota: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    lifetime_s: fc.nat({ max: 2_147_483_647 }),
    royalty_ppm: fc.nat({ max: 500_000 }),
    resale_ppm: fc.nat({ max: 100_000 }),
    reciprocal: fc.boolean(),
    derivative: fc.constantFrom('open', 'licensed'),
  })
  await fuzzAsync(
    t,
    fc.asyncProperty(any, fc.bigInt({ min: 1n, max: 1000n }), async (found, quantity) => {
      f.devnet.revert(start)
      const terms = found as unknown as Parameters<typeof termsHash>[0]
      const hash = (await f.as(ann).licensing.add_terms({ asset_id: model.id, terms })).json
      t.is(hash, termsHash(terms))
      t.deepEqual(await f.view('terms', { terms_hash: hash }), terms)
      const cost = BigInt(terms.price_per_token ?? '0') * quantity
      const args = buyArgs(
        { id: model.id, termsHash: String(hash) },
        { quantity: String(quantity), max_price: String(cost) },
      )
      const paid = cost + 77n
      const isSold =
        quantity <= (terms.quota === '0' ? 2n ** 64n : BigInt(terms.quota)) &&
        cost >= BigInt(terms.min_price)
      if (paid > 10n ** 27n) return
      const result = await attempt(f.as(bob).licensing.buy_licence(args, paid))
      t.is(result.failure === undefined, isSold)
      t.is(await f.view('credit_of', { account_id: bob, token: 'NEAR' }), isSold ? '77' : '0')
      t.like(await f.view('flow', { asset_id: model.id, token: 'NEAR' }), {
        gross: isSold ? String(cost) : '0',
      })
      const dearer = { ...args, max_price: String(cost - 1n) }
      t.not((await attempt(f.as(bob).licensing.buy_licence(dearer, paid))).failure, undefined)
    }),
    10,
  )
})
