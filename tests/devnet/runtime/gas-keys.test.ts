/** Gas keys (NEP-611) and V1 transactions, driven by near-kit, which encodes them on its own. */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet, type DevnetOptions } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test, { type ExecutionContext } from 'ava'
import { generateKey, InMemoryKeyStore, MlDsa65KeyPair, Near } from 'near-kit'
import { near } from '../../support/units.js'
import { heldYocto } from './random-activity.js'

const aliceId = 'alice.test.near'
const bobId = 'bob.test.near'
type PrivateKey = `ed25519:${string}`

type Fixture = {
  readonly devnet: Devnet
  readonly kit: Near
  readonly gasKey: { readonly secret: PrivateKey; readonly publicKey: string }
  readonly query: (type: string, params: object) => Promise<Record<string, never>>
}

async function start(t: ExecutionContext, options: DevnetOptions = {}): Promise<Fixture> {
  const devnet = await createDevnet({
    accounts: { [aliceId]: { balanceYocto: 50n * near }, [bobId]: { balanceYocto: 50n * near } },
    ...options,
  })
  t.teardown(devnet.close)
  const { url } = await devnet.listen()
  const keys = Object.fromEntries(
    [aliceId, bobId].map((id) => [id, devnet.accounts.get(id)?.secretKey ?? '']),
  )
  const kit = new Near({
    network: { networkId: 'localnet', rpcUrl: url },
    keyStore: new InMemoryKeyStore(keys),
  })
  const { secretKey, publicKey } = generateKey()
  const query = async (type: string, params: object) =>
    (await devnet.request('query', {
      request_type: type,
      finality: 'optimistic',
      ...params,
    })) as Record<string, never>
  return {
    devnet,
    kit,
    gasKey: { secret: secretKey as PrivateKey, publicKey: publicKey.toString() },
    query,
  }
}

type Outcome = {
  readonly transaction_outcome: { readonly outcome: { readonly gas_burnt: number } }
  readonly receipts_outcome: readonly {
    readonly outcome: {
      readonly gas_burnt: number
      readonly status: { readonly Failure?: { readonly ActionError: { readonly kind: unknown } } }
    }
  }[]
}

/** The gas that a transaction and its first receipt burnt. */
function gasOf(outcome: unknown): readonly number[] {
  const { transaction_outcome: first, receipts_outcome: rest } = outcome as Outcome
  return [first.outcome.gas_burnt, rest[0]?.outcome.gas_burnt ?? 0]
}

async function failureOf(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    (outcome) => {
      const { receipts_outcome: receipts } = outcome as Outcome
      return receipts.find(({ outcome: { status } }) => status.Failure)?.outcome.status.Failure
        ?.ActionError.kind
    },
    (error: unknown) =>
      (error as { details?: { ActionError?: { kind: unknown } } }).details?.ActionError?.kind ??
      String(error),
  )
}

test('a gas key: added, funded, used on its nonces, emptied and deleted, to the unit of gas', async (t) => {
  const { devnet, kit, gasKey, query } = await start(t)
  const { publicKey, secret } = gasKey
  const before = devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage ?? 0n
  const added = await kit
    .transaction(aliceId)
    .addKey(publicKey, { type: 'gasKeyFullAccess', numNonces: 3 })
    .send()
  // Key row 2 + 15 + 33 bytes; with index and value a nonce takes 60.
  const send = 108_059_500_000 + 101_765_125_000 + 18 * 59_357_464
  const execution = 108_059_500_000 + 101_765_125_000 + 3 * (64_196_736_000 + 60 * 101_435_400)
  t.deepEqual(gasOf(added), [send, execution])
  const usage = devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage ?? 0n
  // 33 + 27 + 40 for the key, 33 + 2 + 8 + 40 for each nonce.
  t.is(usage - before, 100n + 3n * 83n)
  const { nonces } = (await query('view_gas_key_nonces', {
    account_id: aliceId,
    public_key: publicKey,
  })) as unknown as { nonces: number[] }
  t.is(nonces.length, 3)
  t.deepEqual(
    (await query('view_access_key', { account_id: aliceId, public_key: publicKey })).permission,
    {
      GasKeyFullAccess: { balance: '0', num_nonces: 3 },
    } as never,
  )
  const { keys } = (await query('view_access_key_list', { account_id: aliceId })) as unknown as {
    keys: unknown[]
  }
  t.is(keys.length, 2)

  const funded = await kit
    .transaction(bobId)
    .transferToGasKey(publicKey, '2 NEAR')
    .send()
    .catch((error: unknown) => error)
  t.regex(String(funded), /GasKeyDoesNotExist/)
  const topUp = await kit.transaction(aliceId).transferToGasKey(publicKey, '2 NEAR').send()
  t.deepEqual(gasOf(topUp), [
    108_059_500_000 + 115_123_062_500 + 33 * 59_357_464,
    108_059_500_000 + 235_676_644_250 + (50 + 27) * 101_435_400,
  ])

  const account = () => devnet.balanceYocto(aliceId)
  const gasBalance = async (): Promise<bigint> => {
    const { permission } = (await query('view_access_key', {
      account_id: aliceId,
      public_key: publicKey,
    })) as unknown as { permission: { GasKeyFullAccess: { balance: string } } }
    return BigInt(permission.GasKeyFullAccess.balance)
  }
  const accountBefore = account()
  t.is(await gasBalance(), 2n * near)
  const paid = await kit
    .transaction(aliceId)
    .signWith(secret)
    .useGasKey(1)
    .transfer(bobId, '1 NEAR')
    .send({ waitUntil: 'FINAL' })
  t.is(account(), accountBefore - near)
  // Gas is bought at ten times the price it burns at; the refund returns to the gas key.
  const burnt = BigInt(gasOf(paid).reduce((sum, gas) => sum + gas, 0)) * 100_000_000n
  t.is(await gasBalance(), 2n * near - burnt)
  const used = (await query('view_gas_key_nonces', {
    account_id: aliceId,
    public_key: publicKey,
  })) as unknown as { nonces: number[] }
  t.deepEqual(used.nonces, [nonces[0], (nonces[1] ?? 0) + 1, nonces[2]])

  t.deepEqual(
    await failureOf(kit.transaction(aliceId).withdrawFromGasKey(publicKey, '3 NEAR').send()),
    {
      InsufficientGasKeyBalance: {
        account_id: aliceId,
        public_key: publicKey,
        balance: `${await gasBalance()}`,
        required: `${3n * near}`,
      },
    } as never,
  )
  t.deepEqual(await failureOf(kit.transaction(aliceId).deleteKey(aliceId, publicKey).send()), {
    GasKeyBalanceTooHigh: {
      account_id: aliceId,
      public_key: publicKey,
      balance: `${await gasBalance()}`,
    },
  } as never)
  t.deepEqual(
    await failureOf(kit.transaction(aliceId).deleteAccount({ beneficiary: bobId }).send()),
    {
      GasKeyBalanceTooHigh: {
        account_id: aliceId,
        public_key: null,
        balance: `${await gasBalance()}`,
      },
    } as never,
  )
  await kit
    .transaction(aliceId)
    .withdrawFromGasKey(publicKey, '1.5 NEAR')
    .send({ waitUntil: 'FINAL' })
  const left = await gasBalance()
  const held = heldYocto(devnet)
  const head = devnet.chain.head().header
  await kit.transaction(aliceId).deleteKey(aliceId, publicKey).send({ waitUntil: 'FINAL' })
  // What the key held burns: no account holds it any more, and the supply knows.
  const supply = devnet.chain.head().header.totalSupplyYocto
  t.true(head.totalSupplyYocto - supply > left)
  t.is(heldYocto(devnet) - held, left - (head.totalSupplyYocto - supply))
  t.is(devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage, before)
})

test('strict nonces take the next one only; a V1 transaction shows its mode and index', async (t) => {
  const { devnet, kit, query } = await start(t)
  const publicKey = devnet.accounts.get(aliceId)?.publicKey ?? ''
  const sent = await kit
    .transaction(aliceId)
    .strictNonceMode()
    .transfer(bobId, '1 yocto')
    .send({ waitUntil: 'FINAL' })
  const { transaction } = sent as unknown as { transaction: Record<string, unknown> }
  t.is(transaction.nonce_mode, 'strict')
  t.is(transaction.nonce_index, undefined)
  const key = (await query('view_access_key', {
    account_id: aliceId,
    public_key: publicKey,
  })) as unknown as { nonce: number }
  t.is(key.nonce, Number(transaction.nonce))
})

test('an ML-DSA-65 key signs, for 100 Ggas more, and takes no more state than others', async (t) => {
  const { devnet, kit } = await start(t)
  const pair = MlDsa65KeyPair.fromRandom()
  const publicKey = pair.publicKey.toString()
  const before = devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage ?? 0n
  await kit.transaction(aliceId).addKey(publicKey, { type: 'fullAccess' }).send()
  const usage = devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage ?? 0n
  t.is(usage - before, 82n)
  const [shown] = (await kit.getAccessKeys(aliceId)).keys
    .map((key) => key.public_key)
    .filter((text) => text.startsWith('ml-dsa'))
  const domain = Buffer.from('near:ml-dsa-65-pubkey-hash:v1')
  const hash = createHash('sha3-256').update(domain).update(pair.publicKey.data).digest()
  t.is(shown, `ml-dsa-65-hash:${base58.encode(hash)}`)
  const plain = await kit.transaction(aliceId).transfer(bobId, '1 yocto').send()
  const signed = await kit
    .transaction(aliceId)
    .signWith(pair.secretKey as never)
    .transfer(bobId, '1 yocto')
    .send()
  const [plainGas = 0] = gasOf(plain)
  const [gas = 0] = gasOf(signed)
  t.is(gas - plainGas, 100_000_000_000)
})

test('a delegate of an ordinary key and one of a gas key run; gas adds up', async (t) => {
  const { devnet, kit, gasKey, query } = await start(t)
  await kit
    .transaction(aliceId)
    .addKey(gasKey.publicKey, { type: 'gasKeyFullAccess', numNonces: 2 })
    .send({ waitUntil: 'FINAL' })
  const balance = devnet.balanceYocto(bobId)
  const { signedDelegateAction } = await kit
    .transaction(aliceId)
    .transfer(bobId, '1 NEAR')
    .delegate()
  const relayed = await kit
    .transaction('test.near')
    .signWith(devnet.root.secretKey as PrivateKey)
    .signedDelegateAction(signedDelegateAction)
    .send({ waitUntil: 'FINAL' })
  t.is(devnet.balanceYocto(bobId), balance + near)
  // Sending the transfer burns twice, as in nearcore: at conversion and when the delegate is run.
  t.deepEqual(gasOf(relayed), [
    108_059_500_000 + 200_000_000_000 + 115_123_062_500,
    108_059_500_000 + 200_000_000_000 + 115_123_062_500,
  ])
  const second = await kit
    .transaction(aliceId)
    .signWith(gasKey.secret)
    .transfer(bobId, '1 NEAR')
    .delegateV2({ nonceIndex: 1 })
  const relayedToo = await kit
    .transaction('test.near')
    .signWith(devnet.root.secretKey as PrivateKey)
    .signedDelegateActionV2(second.signedDelegateAction)
    .send({ waitUntil: 'FINAL' })
  t.is(devnet.balanceYocto(bobId), balance + 2n * near)
  t.true(
    'DelegateV2' in
      (relayedToo as never as { transaction: { actions: [object] } }).transaction.actions[0],
  )
  const { nonces } = (await query('view_gas_key_nonces', {
    account_id: aliceId,
    public_key: gasKey.publicKey,
  })) as unknown as { nonces: [number, number] }
  t.is(nonces[1], nonces[0] + 1)
  // Nothing was made or lost on the way: what is held and what the head counts agree.
  t.is(heldYocto(devnet), devnet.chain.head().header.totalSupplyYocto)
  // Again: the same delegate is one nonce late.
  const again = kit
    .transaction('test.near')
    .signWith(devnet.root.secretKey as PrivateKey)
    .signedDelegateActionV2(second.signedDelegateAction)
    .send()
  t.deepEqual(await failureOf(again), {
    DelegateActionInvalidNonce: { delegate_nonce: nonces[1], ak_nonce: nonces[1] },
  } as never)
})

test('profiles: 87 refuses DelegateV2, classic knows no gas keys', async (t) => {
  for (const [profile, expected] of [
    ['87', { RemovedProtocolFeature: { protocol_feature: 'DelegateV2', version: 87 } }],
    ['classic', { UnsupportedProtocolFeature: { protocol_feature: 'DelegateV2', version: 82 } }],
  ] as const) {
    const { devnet, kit } = await start(t, { profile })
    const { signedDelegateAction } = await kit
      .transaction(aliceId)
      .transfer(bobId, '1 NEAR')
      .delegateV2()
    const refused = await kit
      .transaction('test.near')
      .signWith(devnet.root.secretKey as PrivateKey)
      .signedDelegateActionV2(signedDelegateAction)
      .send()
      .catch((error: { details?: object }) => error.details)
    t.deepEqual(refused, { InvalidTxError: { ActionsValidation: expected } } as never)
  }
})

test('a strict nonce that is not the next one is refused and spends nothing', async (t) => {
  const { devnet, kit } = await start(t)
  const publicKey = devnet.accounts.get(aliceId)?.publicKey ?? ''
  const strict = () => kit.transaction(aliceId).strictNonceMode().transfer(bobId, '1 yocto')
  const setNonce = (nonce: number): Promise<unknown> => {
    const key = { nonce, permission: 'FullAccess' }
    const record = { account_id: aliceId, public_key: publicKey, access_key: key }
    return devnet.request('sandbox_patch_state', { records: [{ AccessKey: record }] })
  }
  const early = strict()
  await early.sign()
  await setNonce(1)
  const late = strict()
  await late.sign()
  await setNonce(0)
  const [held, received] = [heldYocto(devnet), devnet.balanceYocto(bobId)]
  const raw = (transaction: typeof early): Promise<unknown> =>
    devnet.request('send_tx', {
      signed_tx_base64: Buffer.from(transaction.serialize()).toString('base64'),
      wait_until: 'FINAL',
    })
  const refused = await t.throwsAsync(raw(late))
  const { data } = refused as unknown as { data: object }
  const { InvalidNonce } = (
    data as { TxExecutionError: { InvalidTxError: { InvalidNonce: Record<string, number> } } }
  ).TxExecutionError.InvalidTxError
  t.is(InvalidNonce.tx_nonce, Number(InvalidNonce.ak_nonce) + 2)
  t.is(heldYocto(devnet), held)
  await raw(early)
  await raw(late)
  t.is(devnet.balanceYocto(bobId), received + 2n)
})

test('a numbered nonce of a key that is no gas key is refused as such', async (t) => {
  const { devnet, kit, gasKey } = await start(t)
  const { publicKey, secret } = gasKey
  const change = (): ReturnType<typeof kit.transaction> => kit.transaction(aliceId)
  await change()
    .addKey(publicKey, { type: 'gasKeyFullAccess', numNonces: 1 })
    .send({ waitUntil: 'FINAL' })
  const signed = change().signWith(secret).useGasKey(0).transfer(bobId, '1 yocto')
  await signed.sign()
  await change().deleteKey(aliceId, publicKey).send({ waitUntil: 'FINAL' })
  await change().addKey(publicKey, { type: 'fullAccess' }).send({ waitUntil: 'FINAL' })
  const refused = await t.throwsAsync(
    devnet.request('send_tx', {
      signed_tx_base64: Buffer.from(signed.serialize()).toString('base64'),
      wait_until: 'FINAL',
    }),
  )
  t.deepEqual((refused as unknown as { data: unknown }).data, {
    TxExecutionError: {
      InvalidTxError: { InvalidNonceIndex: { tx_nonce_index: 0, num_nonces: 0 } },
    },
  })
})

test('a gas key pays for a transaction whose deposit the account does not have', async (t) => {
  const { devnet, kit, gasKey, query } = await start(t)
  const { publicKey, secret } = gasKey
  await kit
    .transaction(aliceId)
    .addKey(publicKey, { type: 'gasKeyFullAccess', numNonces: 1 })
    .send({ waitUntil: 'FINAL' })
  await kit.transaction(aliceId).transferToGasKey(publicKey, '1 NEAR').send({ waitUntil: 'FINAL' })
  const keyNow = async () => {
    const params = { account_id: aliceId, public_key: publicKey }
    const key = (await query('view_access_key', params)) as unknown as {
      permission: { GasKeyFullAccess: { balance: string } }
    }
    const { nonces } = (await query('view_gas_key_nonces', params)) as unknown as {
      nonces: [number]
    }
    return { balance: BigInt(key.permission.GasKeyFullAccess.balance), nonce: nonces[0] }
  }
  const before = await keyNow()
  // Both pass the node's check; in their block the first leaves too little for the second.
  const first = kit.transaction(aliceId).transfer(bobId, '40 NEAR')
  const second = kit.transaction(aliceId).signWith(secret).useGasKey(0).transfer(bobId, '40 NEAR')
  await first.sign()
  await second.sign()
  const raw = (transaction: typeof first): Promise<unknown> =>
    devnet.request('send_tx', {
      signed_tx_base64: Buffer.from(transaction.serialize()).toString('base64'),
      wait_until: 'FINAL',
    })
  const received = devnet.balanceYocto(bobId)
  const [, refused] = await Promise.allSettled([raw(first), raw(second)])
  t.regex(JSON.stringify(refused), /NotEnoughBalanceForDeposit/)
  t.is(devnet.balanceYocto(bobId), received + 40n * near)
  const after = await keyNow()
  // Nothing but the conversion is paid, at the price it burns at, and the nonce is used up.
  t.is(after.nonce, before.nonce + 1)
  t.is(before.balance - after.balance, (108_059_500_000n + 115_123_062_500n) * 100_000_000n)
})
