/** Universal accounts (NEP-655) on protocol 88: how they come to be, what they may do, what it costs. */
import test from 'ava'
import { near } from '../../support/units.js'
import { action, idOf, mlDsaHandle, newKey, start, stateInit } from './universal-fixture.js'

const receiptGas = 108_059_500_000n
const transferGas = 115_123_062_500n
const addKeyGas = 101_765_125_000n
const gasOf = (outcome: { readonly outcome: { readonly gas_burnt: number } } | undefined) =>
  BigInt(outcome?.outcome.gas_burnt ?? -1)

test('ids are those of the known vectors', (t) => {
  t.is(idOf(stateInit({})), '0u1kajgpx8a97y8ap8y03pvt8kbm2p2cn9k5h17bgw1wa21j88865g')
  const handle = mlDsaHandle(new Uint8Array(32).fill(0x11))
  t.is(
    idOf(stateInit({ keys: [handle] })),
    '0ux8te7g99f9kqzdtp9h4qnwt9aczpgayymmtbdc50w199rcw3at1g',
  )
})

test('somebody else makes the account: gas to the unit, keys that work, and nothing the second time', async (t) => {
  const { devnet, send, view } = await start(t)
  const key = newKey('first')
  const bytes = stateInit({ keys: [key.handle] })
  const id = idOf(bytes)
  const made = await send(id, [action.universalStateInit(bytes, near)])
  t.is(made.failure, undefined)
  // 43 bytes and one key; sending to another account.
  t.is(bytes.length, 43)
  t.is(gasOf(made.outcomes[0]), receiptGas + 500_000_000_000n + 43n * 78_000_000n + addKeyGas)
  t.is(gasOf(made.outcomes[1]), receiptGas + 7_430_000_000_000n + 43n * 74_000_000n + addKeyGas)
  // 100 for the account; the key's 33 bytes, its record's 9 and 40 more. That needs no stake.
  t.deepEqual(await view(id), {
    amount: '0',
    locked: '0',
    code_hash: '11111111111111111111111111111111',
    storage_usage: 182,
    storage_paid_at: 0,
    block_height: Number(devnet.chain.head().header.height),
    block_hash: (await view(id))?.block_hash,
  })
  const keys = await devnet.request('query', {
    request_type: 'view_access_key_list',
    finality: 'optimistic',
    account_id: id,
  })
  const [shown] = (keys as { keys: { public_key: string; access_key: { nonce: number } }[] }).keys
  t.is(shown?.public_key, key.publicKeyText)
  // The receipt ran in block 2, one after the transaction's.
  t.deepEqual(shown?.access_key as object, { nonce: 1_000_000, permission: 'FullAccess' })
  const again = await send(id, [action.universalStateInit(bytes, near), action.transfer(near)])
  t.is(again.failure, undefined)
  t.is(devnet.balanceYocto(id), near)
  const spent = await send('user.test.near', [action.transfer(1n)], {
    accountId: id,
    secretKey: key.secretKey,
    nonce: 1_000_001n,
  })
  t.is(spent.failure, undefined)
})

test('a transfer makes an account that waits: it takes transfers and its state init, nothing else', async (t) => {
  const { devnet, send, view } = await start(t)
  const key = newKey('waits')
  const bytes = stateInit({ keys: [key.handle] })
  const id = idOf(bytes)
  const funded = await send(id, [action.transfer(3n * near)])
  t.is(funded.failure, undefined)
  t.is(gasOf(funded.outcomes[0]), receiptGas + transferGas + 500_000_000_000n)
  t.is(gasOf(funded.outcomes[1]), receiptGas + transferGas + 7_200_000_000_000n)
  const shown = await view(id)
  t.is(shown?.amount, `${3n * near}`)
  t.is(shown?.storage_usage, 100)
  t.is(shown?.state, 'uninitialized')
  t.is(shown?.bootstrap_nonce, 1_000_000)
  for (const refused of [
    action.deploy(Uint8Array.of(0)),
    action.call('any'),
    action.stake(key.handle),
    action.addFullAccessKey(key.handle),
    action.deleteKey(key.handle),
    action.deleteAccount('user.test.near'),
    action.deployGlobal(Uint8Array.of(0)),
  ]) {
    t.deepEqual((await send(id, [refused])).failure, { AccountNotInitialized: { account_id: id } })
  }
  t.deepEqual((await send(id, [action.createAccount()])).failure, {
    AccountAlreadyExists: { account_id: id },
  })
  t.is((await send(id, [action.transfer(near)])).failure, undefined)
  t.is(devnet.balanceYocto(id), 4n * near)
  // A node's state file keeps what it waits for.
  const { records } = (await devnet.request('devnet_dumpState', {})) as { records: unknown[] }
  const record = records.find((found) => JSON.stringify(found).includes(id))
  await devnet.request('sandbox_patch_state', { records: [record] })
  t.is((await view(id))?.bootstrap_nonce, 1_000_000)
  t.is((await send(id, [action.universalStateInit(bytes)])).failure, undefined)
  const initialized = await view(id)
  t.is(initialized?.state, undefined)
  t.is(initialized?.bootstrap_nonce, undefined)
  t.is(initialized?.amount, `${4n * near}`)
})

test('the account signs its own state init with a key that its id commits to, once', async (t) => {
  const { devnet, send, view } = await start(t)
  const key = newKey('own')
  const other = newKey('other')
  const bytes = stateInit({ keys: [key.handle] })
  const id = idOf(bytes)
  const own = (nonce: bigint, secretKey = key.secretKey) => ({ accountId: id, secretKey, nonce })
  const init = [action.universalStateInit(bytes)]
  t.deepEqual((await send(id, init, own(1_000_001n))).refused, {
    SignerDoesNotExist: { signer_id: id },
  })
  await send(id, [action.transfer(near)])
  const noKey = (text: string) => ({
    InvalidAccessKeyError: { AccessKeyNotFound: { account_id: id, public_key: text } },
  })
  t.deepEqual(
    (await send(id, init, own(1_000_001n, other.secretKey))).refused,
    noKey(other.publicKeyText),
  )
  t.deepEqual(
    (await send(id, [action.transfer(1n)], own(1_000_001n))).refused,
    noKey(key.publicKeyText),
  )
  t.deepEqual((await send('user.test.near', init, own(1_000_001n))).refused, {
    ActionsValidation: {
      InvalidUniversalStateInitReceiver: { receiver_id: 'user.test.near', derived_id: id },
    },
  })
  for (const nonce of [1_000_000n, 1_000_002n]) {
    t.deepEqual((await send(id, init, own(nonce))).refused, {
      InvalidNonce: { tx_nonce: Number(nonce), ak_nonce: 1_000_000 },
    })
  }
  const before = devnet.balanceYocto(id)
  // Keys start at a million times the height before that of their block.
  const keyStart = devnet.chain.head().header.height * 1_000_000n
  const signed = await send(id, [...init, action.transfer(1n)], own(1_000_001n))
  t.is(signed.failure, undefined)
  t.true(devnet.balanceYocto(id) < before)
  t.is((await view(id))?.state, undefined)
  // The receipt ran at once in the same block as the transaction: an account's own are local.
  t.deepEqual((await send(id, init, own(1_000_001n))).refused, {
    InvalidNonce: { tx_nonce: 1_000_001, ak_nonce: Number(keyStart) },
  })
  t.is((await send(id, init, own(keyStart + 1n))).failure, undefined)
})

test('a state init that fails leaves the account waiting, but uses its nonce up', async (t) => {
  const { send, view } = await start(t)
  const key = newKey('fails')
  const bytes = stateInit({ codeOf: 'nobody.test.near', keys: [key.handle] })
  const id = idOf(bytes)
  await send(id, [action.transfer(near)])
  const own = { accountId: id, secretKey: key.secretKey, nonce: 1_000_001n }
  const failed = await send(id, [action.universalStateInit(bytes)], own)
  t.deepEqual(failed.failure, {
    GlobalContractDoesNotExist: { identifier: { AccountId: 'nobody.test.near' } },
  })
  const shown = await view(id)
  t.is(shown?.state, 'uninitialized')
  t.is(shown?.bootstrap_nonce, 1_000_001)
  t.is(shown?.storage_usage, 100)
  t.deepEqual((await send(id, [action.universalStateInit(bytes)], own)).refused, {
    InvalidNonce: { tx_nonce: 1_000_001, ak_nonce: 1_000_001 },
  })
})

test('nothing but its state acts for an account that a batch makes, and refunds make none', async (t) => {
  const { devnet, send, view } = await start(t)
  const key = newKey('batch')
  const thief = newKey('thief')
  const bytes = stateInit({ keys: [key.handle], data: [['a', 'b']] })
  const id = idOf(bytes)
  const stolen = await send(id, [
    action.transfer(near),
    action.universalStateInit(bytes),
    action.addFullAccessKey(thief.handle),
  ])
  t.deepEqual(stolen.failure, {
    ActorNoPermission: { account_id: id, actor_id: 'user.test.near' },
  })
  t.is(await view(id), undefined)
  t.deepEqual((await send(id, [action.createAccount()])).failure, {
    OnlyImplicitAccountCreationAllowed: { account_id: id },
  })
  // What is left of a deleted account burns when its heir does not exist.
  const gone = await devnet.createAccount('gone.test.near', 5n * near)
  const deleted = await send('gone.test.near', [action.deleteAccount(id)], {
    ...gone,
    nonce: keyNonce(devnet, gone) + 1n,
  })
  t.deepEqual(deleted.failure, { AccountDoesNotExist: { account_id: id } })
  t.is(await view(id), undefined)
  const made = await send(id, [action.transfer(near), action.universalStateInit(bytes)])
  t.is(made.failure, undefined)
  // One record more: a byte of key, one of value, 40 besides.
  t.is((await view(id))?.storage_usage, 182 + 42)
  t.is(devnet.balanceYocto(id), near)
})

function keyNonce(
  devnet: Awaited<ReturnType<typeof start>>['devnet'],
  { accountId }: { readonly accountId: string },
): bigint {
  const [entry] = devnet.chain.state({ kind: 'head' })?.accessKeys(accountId) ?? []
  return entry?.accessKey.nonce ?? 0n
}

test('state inits that nodes refuse', async (t) => {
  const { send } = await start(t)
  const key = newKey('refused')
  const refused = async (bytes: Uint8Array, copies = 1): Promise<unknown> => {
    const actions = Array.from({ length: copies }, () => action.universalStateInit(bytes))
    return (await send(idOf(bytes), actions)).refused
  }
  const invalid = (error: unknown) => ({ ActionsValidation: error })
  const malformed = invalid('MalformedUniversalStateInit')
  t.deepEqual(await refused(Uint8Array.of(7, 7, 7)), malformed)
  t.deepEqual(await refused(Buffer.concat([stateInit({}), Uint8Array.of(0)])), malformed)
  // The same in another order, or twice, would have another id.
  const unsorted = stateInit({
    data: [
      ['b', '2'],
      ['a', '1'],
    ],
  })
  t.deepEqual(await refused(unsorted), malformed)
  t.deepEqual(await refused(stateInit({ keys: [key.handle, key.handle] })), malformed)
  // Tag 2 is a whole ML-DSA-65 key, which is never in state.
  const whole = Buffer.concat([Uint8Array.of(2), new Uint8Array(32)])
  t.deepEqual(await refused(stateInit({ keys: [whole] })), malformed)
  // What is no account id does not decode.
  t.deepEqual(await refused(stateInit({ codeOf: 'Not.an.id' })), malformed)
  t.deepEqual(
    await refused(stateInit({ data: [['k'.repeat(2_049), '']] })),
    invalid({ UniversalStateInitKeyLengthExceeded: { length: 2_049, limit: 2_048 } }),
  )
  const handles = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const data = Buffer.alloc(32)
      data.writeUInt32BE(i)
      return mlDsaHandle(data)
    })
  t.deepEqual(
    await refused(stateInit({ keys: handles(1_025) })),
    invalid({ TotalNumberOfStateInitKeysExceeded: { number_of_keys: 1_025, limit: 1_024 } }),
  )
  // The whole receipt counts, not each action.
  t.deepEqual(
    await refused(stateInit({ keys: handles(513) }), 2),
    invalid({ TotalNumberOfStateInitKeysExceeded: { number_of_keys: 1_026, limit: 1_024 } }),
  )
  const entries = (count: number) =>
    Array.from({ length: count }, (_, i) => [String(i).padStart(4, '0'), ''] as const)
  t.deepEqual(
    await refused(stateInit({ data: entries(1_501) })),
    invalid({ TotalNumberOfStateInitEntriesExceeded: { number_of_entries: 1_501, limit: 1_500 } }),
  )
  t.is(await refused(stateInit({ keys: handles(1_024) })), undefined)
  // An account that nobody can use is no mistake.
  t.is(await refused(stateInit({})), undefined)
})

test('before protocol 88 none of this exists, and 87 lets nothing be sent there', async (t) => {
  const bytes = stateInit({ keys: [newKey('early').handle] })
  const id = idOf(bytes)
  for (const [profile, version] of [
    ['classic', 82],
    ['86', 86],
    ['87', 87],
  ] as const) {
    const { send, view } = await start(t, { profile })
    t.deepEqual((await send(id, [action.universalStateInit(bytes)])).refused, {
      ActionsValidation: {
        UnsupportedProtocolFeature: { protocol_feature: 'UniversalAccounts', version },
      },
    })
    const sent = await send(id, [action.transfer(near)])
    if (version === 87) {
      t.deepEqual(sent.refused, {
        ActionsValidation: { TransferToUniversalAccountNotAllowed: { account_id: id } },
      })
    } else {
      t.deepEqual(sent.failure, { AccountDoesNotExist: { account_id: id } })
      t.is(gasOf(sent.outcomes[0]), receiptGas + transferGas)
    }
    // The last digit holds one bit only, so this is a name to every version.
    const name = await send(`${id.slice(0, -1)}1`, [action.transfer(near)])
    t.deepEqual(name.failure, { AccountDoesNotExist: { account_id: `${id.slice(0, -1)}1` } })
    t.is(await view(id), undefined)
  }
})
