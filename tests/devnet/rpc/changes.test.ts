import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { fixtureContract } from '../clients/fixture-contract.js'

type Changes = {
  readonly block_hash: string
  readonly changes: readonly {
    readonly type: string
    readonly account_id: string
    readonly cause: { readonly type: string; readonly receipt_hash?: string }
    readonly change: Readonly<Record<string, unknown>>
  }[]
}

const oneNear = 10n ** 24n
const contractId = 'app.test.near'

test('changes of a call: data, account and keys, with their causes', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount(contractId, 10n * oneNear)
  await devnet.deploy(app, fixtureContract())
  const before = devnet.chain.head().header.height
  const called = await devnet.call(devnet.root, contractId, 'set', { a: 1 })
  const ask = async (height: bigint, more: object): Promise<Changes> =>
    (await devnet.request('EXPERIMENTAL_changes', {
      block_id: Number(height),
      ...more,
    })) as Changes

  const data = await ask(before + 2n, {
    changes_type: 'data_changes',
    account_ids: [contractId],
    key_prefix_base64: '',
  })
  t.deepEqual(data.changes, [
    {
      cause: { type: 'receipt_processing', receipt_hash: called.receipts[0]?.receiptId },
      type: 'data_update',
      change: {
        account_id: contractId,
        key_base64: Buffer.from('v').toString('base64'),
        value_base64: Buffer.from('{"a":1}').toString('base64'),
      },
    },
  ] as never)

  const keys = await ask(before + 1n, {
    changes_type: 'single_access_key_changes',
    keys: [{ account_id: 'test.near', public_key: devnet.root.publicKey }],
  })
  t.is(keys.changes[0]?.type, 'access_key_update')
  t.is(keys.changes[0]?.cause.type, 'transaction_processing')

  const touched = (await devnet.request('EXPERIMENTAL_changes_in_block', {
    block_id: Number(before + 2n),
  })) as Changes
  const names = touched.changes.map(({ type, account_id }) => `${type} ${account_id}`)
  t.true(names.includes(`data_touched ${contractId}`))
  t.true(names.includes(`account_touched ${contractId}`))
  t.false(names.includes(`contract_code_touched ${contractId}`))
  await devnet.close()
})

test('every receipt leads back to its transaction', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount(contractId, 10n * oneNear)
  const deployed = await devnet.deploy(app, fixtureContract())
  const called = await devnet.call(devnet.root, contractId, 'set', { a: 1 })
  for (const result of [deployed, called]) {
    t.true(result.receipts.length > 0)
    for (const { receiptId } of result.receipts) {
      const found = await devnet.request('EXPERIMENTAL_receipt_to_tx', { receipt_id: receiptId })
      t.is(
        (found as { readonly transaction_hash: string }).transaction_hash,
        result.transactionHash,
      )
    }
  }
  await devnet.close()
})
