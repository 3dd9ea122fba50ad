/** Global contracts over two blocks, ETH-implicit accounts, and the views that answer with errors. */
import { createDevnet, type Devnet, RpcError } from '@research-hub/devnet'
import test from 'ava'
import { actions, KeyPair } from 'near-api-js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'
import { fixtureContract } from '../clients/fixture-contract.js'

const none = new Uint8Array()

type Sent = {
  readonly receipts_outcome: readonly {
    readonly outcome: {
      readonly status: { readonly Failure?: { readonly ActionError: { readonly kind: unknown } } }
    }
  }[]
}

async function failure(sent: Promise<unknown>): Promise<unknown> {
  const { receipts_outcome: receipts } = (await sent) as Sent
  return receipts.find(({ outcome: { status } }) => status.Failure)?.outcome.status.Failure
    ?.ActionError.kind
}

async function causeOf(asked: Promise<unknown>): Promise<unknown> {
  const error = await asked.catch((thrown: unknown) => thrown)
  return error instanceof RpcError ? error.causeName : undefined
}

const start = (): Promise<Devnet> =>
  createDevnet({ accounts: { 'alice.test.near': { balanceYocto: 100n * near } } })

test('a global contract is usable in the block after the one that deployed it', async (t) => {
  const devnet = await start()
  const code = fixtureContract()
  const { root } = devnet
  const use = actions.useGlobalContract({ accountId: root.accountId })
  const both = [actions.deployGlobalContract(code, 'accountId'), use]
  t.deepEqual(await failure(sendActions(devnet, root, root.accountId, both)), {
    GlobalContractDoesNotExist: { identifier: { AccountId: root.accountId } },
  })
  const [deploy] = both
  if (deploy === undefined) return
  t.is(await failure(sendActions(devnet, root, root.accountId, [deploy])), undefined)
  t.is(await failure(sendActions(devnet, root, root.accountId, [use])), undefined)
  t.true((await devnet.call(root, root.accountId, 'set', { shared: true })).ok)
  await devnet.close()
})

test('an ETH-implicit account names the wallet contract of its chain', async (t) => {
  const devnet = await start()
  const id = `0x${'1f'.repeat(20)}`
  t.is(await failure(sendActions(devnet, devnet.root, id, [actions.transfer(near)])), undefined)
  const account = await devnet.request('query', {
    request_type: 'view_account',
    finality: 'final',
    account_id: id,
  })
  t.like(account, {
    amount: `${near}`,
    storage_usage: 132,
    code_hash: '1'.repeat(32),
    global_contract_hash: 'FAq9tQRbwJPTV3PQLn2F7AUD3FW2Fw1V8ZeZuazfeu1v',
  })
  const call = actions.functionCall('rlp_execute', none, 30n * tgas, 0n)
  t.deepEqual(await failure(sendActions(devnet, devnet.root, id, [call])), {
    FunctionCallError: { CompilationError: { CodeDoesNotExist: { account_id: id } } },
  })
  await devnet.close()
})

test('EXPERIMENTAL_view_* give what query gives, and errors for every failure', async (t) => {
  const devnet = await start()
  const { root } = devnet
  await devnet.deploy(root, fixtureContract())
  await devnet.call(root, root.accountId, 'set', { x: 1 })
  const ask = (type: string, params: object): Promise<unknown> =>
    devnet.request(`EXPERIMENTAL_${type}`, {
      finality: 'final',
      account_id: root.accountId,
      ...params,
    })
  const calls: readonly (readonly [string, object])[] = [
    ['view_account', {}],
    ['view_code', {}],
    ['view_state', { prefix_base64: '' }],
    ['view_access_key', { public_key: root.publicKey }],
    ['view_access_key_list', {}],
    ['call_function', { method_name: 'get', args_base64: '' }],
  ]
  for (const [type, params] of calls) {
    const asQuery = await devnet.request('query', {
      request_type: type,
      finality: 'final',
      account_id: root.accountId,
      ...params,
    })
    t.deepEqual(await ask(type, params), asQuery, type)
  }
  const stranger = KeyPair.fromRandom('ed25519').getPublicKey().toString()
  const refusals: readonly (readonly [string, string, object])[] = [
    ['UNKNOWN_ACCOUNT', 'view_account', { account_id: 'nobody.near' }],
    ['NO_CONTRACT_CODE', 'view_code', { account_id: 'alice.test.near' }],
    ['UNKNOWN_ACCESS_KEY', 'view_access_key', { public_key: stranger }],
    ['UNKNOWN_GAS_KEY', 'view_gas_key_nonces', { public_key: root.publicKey }],
    ['CONTRACT_EXECUTION_ERROR', 'call_function', { method_name: 'fail', args_base64: '' }],
    ['UNKNOWN_BLOCK', 'view_account', { finality: undefined, block_id: 99_999_999 }],
    ['PARSE_ERROR', 'view_account', { account_id: 7 }],
  ]
  for (const [cause, type, params] of refusals) t.is(await causeOf(ask(type, params)), cause, type)
  await devnet.close()
})
