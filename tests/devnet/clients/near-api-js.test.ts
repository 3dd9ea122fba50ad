import { createDevnet, type Devnet } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { Account, JsonRpcProvider, KeyPair, KeyPairSigner, type KeyPairString } from 'near-api-js'
import { near, tgas } from '../../support/units.js'
import { fixtureContract } from './fixture-contract.js'

type Context = {
  readonly devnet: Devnet
  readonly url: string
  readonly provider: JsonRpcProvider
  readonly root: Account
}

const test = anyTest as TestFn<Context>

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const server = await devnet.listen()
  const provider = new JsonRpcProvider({ url: server.url })
  const signer = KeyPairSigner.fromSecretKey(devnet.root.secretKey as KeyPairString)
  const root = new Account(devnet.root.accountId, provider, signer)
  Object.assign(t.context, { devnet, url: server.url, provider, root })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

test('creates an account, deploys, calls and views', async (t) => {
  const { provider, root } = t.context
  const key = KeyPair.fromRandom('ed25519')
  await root.createAccount({
    newAccountId: 'app.test.near',
    publicKey: key.getPublicKey(),
    nearToTransfer: 10n * near,
  })
  const app = new Account('app.test.near', provider, new KeyPairSigner(key))
  await app.deployContract(fixtureContract())
  const outcome = await app.callFunctionRaw({
    contractId: 'app.test.near',
    methodName: 'set',
    args: { answer: 42 },
    gas: 30n * tgas,
  })
  t.deepEqual(outcome.receipts_outcome[0]?.outcome.logs, ['stored'])
  t.is(outcome.final_execution_status, 'FINAL')
  t.deepEqual(
    await provider.callFunction({ contractId: 'app.test.near', method: 'get', args: {} }),
    {
      answer: 42,
    },
  )
  const { balance } = await app.getState()
  t.true(balance.total > 9n * near && balance.total < 10n * near)
})
