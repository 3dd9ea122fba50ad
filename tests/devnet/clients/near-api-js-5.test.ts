import { createRequire } from 'node:module'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { near } from '../../support/units.js'
import { fixtureContract } from './fixture-contract.js'

// The copy that near-workspaces 5 runs on; its types clash with those of near-api-js 7.
type Near5 = {
  readonly connect: (config: object) => Promise<{
    readonly account: (id: string) => Promise<Account5>
    readonly connection: { readonly provider: Provider5 }
  }>
  readonly keyStores: { readonly InMemoryKeyStore: new () => KeyStore5 }
  readonly KeyPair: { readonly fromString: (text: string) => object }
}
type KeyStore5 = {
  readonly setKey: (network: string, accountId: string, key: object) => Promise<void>
}
type Provider5 = { readonly query: (params: object) => Promise<unknown> }
type Account5 = {
  readonly viewFunction: (options: object) => Promise<unknown>
  readonly functionCall: (options: object) => Promise<unknown>
  readonly sendMoney: (receiverId: string, amount: bigint) => Promise<unknown>
  readonly createAccount: (id: string, key: string, amount: bigint) => Promise<unknown>
  readonly state: () => Promise<{ readonly amount: string }>
}
type Context = { readonly devnet: Devnet; readonly root: Account5; readonly provider: Provider5 }

const near5 = createRequire(import.meta.resolve('near-workspaces'))('near-api-js') as Near5
const test = anyTest as TestFn<Context>
const contractId = 'app.test.near'

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const app = await devnet.createAccount(contractId, 10n * near)
  await devnet.deploy(app, fixtureContract())
  const keyStore = new near5.keyStores.InMemoryKeyStore()
  await keyStore.setKey('local', 'test.near', near5.KeyPair.fromString(devnet.root.secretKey))
  const client = await near5.connect({ networkId: 'local', nodeUrl: url, keyStore })
  const root = await client.account('test.near')
  Object.assign(t.context, { devnet, root, provider: client.connection.provider })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

const typeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : ''
}

test.serial('calls and views', async (t) => {
  const { root } = t.context
  await root.functionCall({ contractId, methodName: 'set', args: { five: 5 } })
  t.deepEqual(await root.viewFunction({ contractId, methodName: 'get' }), { five: 5 })
  await root.createAccount('v5.test.near', t.context.devnet.root.publicKey, near)
  await root.sendMoney('v5.test.near', near)
  t.is(t.context.devnet.balanceYocto('v5.test.near'), 2n * near)
})

test.serial('typed errors come out right', async (t) => {
  const { root, provider } = t.context
  const missing = { request_type: 'view_account', account_id: 'no.near', finality: 'final' }
  t.is(await typeOf(provider.query(missing)), 'AccountDoesNotExist')
  t.is(await typeOf(root.sendMoney('no.test.near', 1n)), 'AccountDoesNotExist')
  t.is(await typeOf(root.sendMoney(contractId, 10n ** 36n)), 'NotEnoughBalance')
  const call = (methodName: string): Promise<string> =>
    typeOf(root.functionCall({ contractId, methodName, args: {} }))
  // This client does not look inside a FunctionCallError, on any network.
  t.is(await call('missing'), 'ActionError')
  t.is(await call('fail'), 'ActionError')
  const create = root.createAccount(contractId, t.context.devnet.root.publicKey, 1n)
  t.is(await typeOf(create), 'AccountAlreadyExists')
})
