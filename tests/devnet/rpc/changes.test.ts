import { createDevnet, type Devnet, type DevnetAccount } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions } from 'near-api-js'
import { generateKey, InMemoryKeyStore, Near } from 'near-kit'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'
import { fixtureContract } from '../clients/fixture-contract.js'

type Change = {
  readonly type: string
  readonly cause: {
    readonly type: string
    readonly tx_hash?: string
    readonly receipt_hash?: string
  }
  readonly change: Readonly<Record<string, unknown>>
}
const contractId = 'app.test.near'
const burnPrice = 100_000_000n
/** A contract earns 3/10 of what its code burns. */
const rewardOf = (gas: bigint): bigint => ((gas * 3n) / 10n) * burnPrice

async function changesAt(
  devnet: Devnet,
  height: bigint,
  request: object,
): Promise<readonly Change[]> {
  const answer = await devnet.request('EXPERIMENTAL_changes', {
    block_id: Number(height),
    ...request,
  })
  return (answer as { readonly changes: readonly Change[] }).changes
}

const accountChanges = (...ids: readonly string[]) => ({
  changes_type: 'account_changes',
  account_ids: ids,
})

/** What happened to whom, in short. */
const story = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    ({ cause, type, change }) =>
      `${type} ${String(change.account_id)} ${cause.type} ${cause.tx_hash ?? cause.receipt_hash ?? ''}`,
  )

async function start(t: ExecutionContext): Promise<{ devnet: Devnet; app: DevnetAccount }> {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const app = await devnet.createAccount(contractId, 10n * near)
  await devnet.deploy(app, fixtureContract())
  return { devnet, app }
}

test('a call: charged, run, rewarded and refunded, each with its cause and its balance', async (t) => {
  const { devnet } = await start(t)
  const before = devnet.chain.head().header.height
  const had = devnet.balanceYocto(contractId)
  const called = await devnet.call(devnet.root, contractId, 'set', { a: 1 })
  const [ran, refund] = called.receipts
  const at = (offset: bigint, request: object) => changesAt(devnet, before + offset, request)

  const both = accountChanges(contractId, 'test.near')
  t.deepEqual(story(await at(1n, both)), [
    `account_update test.near transaction_processing ${called.transactionHash}`,
  ])
  const applied = await at(2n, both)
  t.deepEqual(story(applied), [
    `account_update ${contractId} receipt_processing ${ran?.receiptId}`,
    `account_update ${contractId} action_receipt_gas_reward ${ran?.receiptId}`,
  ])
  // No deposit came with the call, so the balance is the old one before the reward and that much after.
  const codeGas = (ran?.gasBurnt ?? 0n) - executionFees
  t.true(codeGas > 0n)
  t.deepEqual(
    applied.map(({ change }) => change.amount),
    [had.toString(), (had + rewardOf(codeGas)).toString()],
  )
  t.deepEqual(story(await at(3n, both)), [
    `account_update test.near receipt_processing ${refund?.receiptId}`,
  ])

  const data = await at(2n, {
    changes_type: 'data_changes',
    account_ids: [contractId],
    key_prefix_base64: '',
  })
  t.deepEqual(data, [
    {
      cause: { type: 'receipt_processing', receipt_hash: ran?.receiptId ?? '' },
      type: 'data_update',
      change: {
        account_id: contractId,
        key_base64: Buffer.from('v').toString('base64'),
        value_base64: Buffer.from('{"a":1}').toString('base64'),
      },
    },
  ])
  const other = Buffer.from('w').toString('base64')
  const none = { changes_type: 'data_changes', account_ids: [contractId], key_prefix_base64: other }
  t.deepEqual(await at(2n, none), [])
  const keys = await at(1n, {
    changes_type: 'single_access_key_changes',
    keys: [{ account_id: 'test.near', public_key: devnet.root.publicKey }],
  })
  t.deepEqual(story(keys), [
    `access_key_update test.near transaction_processing ${called.transactionHash}`,
  ])

  const touched = (await devnet.request('EXPERIMENTAL_changes_in_block', {
    block_id: Number(before + 2n),
  })) as { readonly changes: unknown }
  t.deepEqual(touched.changes, [
    { type: 'account_touched', account_id: contractId },
    { type: 'data_touched', account_id: contractId },
  ])
})

/** What a receipt with one call of `set` burns beside the code: receipt, call, bytes of name and arguments. */
const executionFees = 108_059_500_000n + 780_000_000_000n + (3n + 7n) * 2_235_934n

test('a receipt to oneself writes the account in the same block, once for each cause', async (t) => {
  const { devnet, app } = await start(t)
  const before = devnet.chain.head().header.height
  const called = await devnet.call(app, contractId, 'set', { a: 2 })
  const receiptId = called.receipts[0]?.receiptId
  t.deepEqual(story(await changesAt(devnet, before + 1n, accountChanges(contractId))), [
    `account_update ${contractId} transaction_processing ${called.transactionHash}`,
    `account_update ${contractId} receipt_processing ${receiptId}`,
    `account_update ${contractId} action_receipt_gas_reward ${receiptId}`,
  ])
  // A failed call leaves nothing but the reward for what its code burnt.
  const failed = await devnet.call(app, contractId, 'fail', {})
  const height = devnet.chain.head().header.height - 1n
  t.deepEqual(story(await changesAt(devnet, height, accountChanges(contractId))), [
    `account_update ${contractId} transaction_processing ${failed.transactionHash}`,
    `account_update ${contractId} action_receipt_gas_reward ${failed.receipts[0]?.receiptId}`,
  ])
})

test('deployment, deletion and a patched state', async (t) => {
  const { devnet, app } = await start(t)
  const codeChanges = { changes_type: 'contract_code_changes', account_ids: [contractId] }
  const code = Buffer.from(fixtureContract()).toString('base64')
  const deployedAt = devnet.chain.head().header.height - 1n
  const [update, ...more] = await changesAt(devnet, deployedAt, codeChanges)
  t.deepEqual(more, [])
  t.deepEqual(update?.change, { account_id: contractId, code_base64: code })

  await devnet.call(devnet.root, contractId, 'set', { a: 1 })
  await sendActions(devnet, app, contractId, [actions.deleteAccount('test.near')])
  const deletedAt = devnet.chain.head().header.height - 1n
  const touched = (await devnet.request('block_effects', { block_id: Number(deletedAt) })) as {
    readonly changes: readonly { readonly type: string; readonly account_id: string }[]
  }
  t.deepEqual(
    touched.changes.map(({ type, account_id }) => `${type} ${account_id}`),
    ['account', 'contract_code', 'access_key', 'data'].map(
      (kind) => `${kind}_touched ${contractId}`,
    ),
  )
  const deleted = await changesAt(devnet, deletedAt, accountChanges(contractId))
  t.deepEqual(
    deleted.map(({ type }) => type),
    ['account_update', 'account_deletion'],
  )

  const account = { amount: `${near}`, locked: '0', code_hash: '1'.repeat(32), storage_usage: 182 }
  const record = { account_id: 'patched.near', account: { ...account, version: 'V1' } }
  await devnet.request('sandbox_patch_state', { records: [{ Account: record }] })
  const { height } = devnet.chain.head().header
  t.deepEqual(await changesAt(devnet, height, accountChanges('patched.near')), [
    {
      cause: { type: 'migration' },
      type: 'account_update',
      change: { account_id: 'patched.near', ...account, storage_paid_at: 0 },
    },
  ])
})

test('gas keys: their nonces are among the changes of keys', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const { url } = await devnet.listen()
  const keyStore = new InMemoryKeyStore({ 'test.near': devnet.root.secretKey })
  const kit = new Near({ network: { networkId: 'localnet', rpcUrl: url }, keyStore })
  const { secretKey, publicKey } = generateKey()
  const before = devnet.chain.head().header.height
  await kit
    .transaction('test.near')
    .addKey(publicKey.toString(), { type: 'gasKeyFullAccess', numNonces: 2 })
    .transferToGasKey(publicKey.toString(), '2 NEAR')
    .send({ waitUntil: 'FINAL' })
  const request = {
    changes_type: 'single_access_key_changes',
    keys: [{ account_id: 'test.near', public_key: publicKey.toString() }],
  }
  const added = await changesAt(devnet, before + 1n, request)
  // A key's first nonce is a million for each height before the block.
  const nonce = Number(before) * 1_000_000
  const key = { account_id: 'test.near', public_key: publicKey.toString() }
  t.deepEqual(
    added.map(({ type, change }) => ({ type, change })),
    [
      {
        type: 'access_key_update',
        change: {
          ...key,
          access_key: {
            nonce: 0,
            permission: { GasKeyFullAccess: { balance: `${2n * near}`, num_nonces: 2 } },
          },
        },
      },
      { type: 'gas_key_nonce_update', change: { ...key, index: 0, nonce } },
      { type: 'gas_key_nonce_update', change: { ...key, index: 1, nonce } },
    ],
  )
  const usedAt = devnet.chain.head().header.height + 1n
  await kit
    .transaction('test.near')
    .signWith(secretKey as `ed25519:${string}`)
    .useGasKey(1)
    .transfer('test.near', '1 yocto')
    .send({ waitUntil: 'FINAL' })
  const used = await changesAt(devnet, usedAt, request)
  t.deepEqual(
    used.map(({ type, cause }) => `${type} ${cause.type}`),
    ['access_key_update transaction_processing', 'gas_key_nonce_update transaction_processing'],
  )
  t.deepEqual(used[1]?.change, { ...key, index: 1, nonce: nonce + 1 })
  // The refund of gas goes back to the key; the account is written anew as it was.
  const refunded = await changesAt(devnet, usedAt + 1n, request)
  t.deepEqual(
    refunded.map(({ type, cause }) => `${type} ${cause.type}`),
    ['access_key_update receipt_processing'],
  )
  const account = await changesAt(devnet, usedAt + 1n, accountChanges('test.near'))
  t.deepEqual(
    account.map(({ type, cause }) => `${type} ${cause.type}`),
    ['account_update receipt_processing'],
  )
})

test('every receipt leads back to its transaction', async (t) => {
  const { devnet } = await start(t)
  const called = await devnet.call(devnet.root, contractId, 'set', { a: 1 })
  t.true(called.receipts.length > 0)
  for (const { receiptId } of called.receipts) {
    const found = await devnet.request('EXPERIMENTAL_receipt_to_tx', { receipt_id: receiptId })
    t.is((found as { readonly transaction_hash: string }).transaction_hash, called.transactionHash)
  }
})
