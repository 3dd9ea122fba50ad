import { sandboxEnvironment } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { type NearAccount, parseNEAR, Worker } from 'near-workspaces'
import { fixtureContract } from './fixture-contract.js'

Object.assign(process.env, sandboxEnvironment())

type Context = { readonly worker: Worker; readonly root: NearAccount; readonly app: NearAccount }
const test = anyTest as TestFn<Context>

test.before(async (t) => {
  const worker = await Worker.init()
  const root = worker.rootAccount
  const app = await root.createSubAccount('app', {
    initialBalance: BigInt(parseNEAR('20')),
  })
  await app.deploy(Buffer.from(fixtureContract()))
  Object.assign(t.context, { worker, root, app })
})

test.after.always(async (t) => {
  await t.context.worker.tearDown()
})

test.serial('calls and views a deployed contract', async (t) => {
  const { app, root } = t.context
  const result = await root.callRaw(app, 'set', { hello: 'devnet' })
  t.true(result.succeeded)
  t.deepEqual(result.logs, ['stored'])
  t.deepEqual(await app.view('get'), { hello: 'devnet' })
})

test.serial('reports a panic of the contract', async (t) => {
  const { app, root } = t.context
  const result = await root.callRaw(app, 'fail', {})
  t.true(result.failed)
  t.regex(result.receiptFailureMessages.join(), /Smart contract panicked: boom/)
  await t.throwsAsync(app.view('fail'), { message: /boom/ })
})

test.serial('balances, keys and dev accounts', async (t) => {
  const { root } = t.context
  const alice = await root.createSubAccount('alice', { initialBalance: BigInt(parseNEAR('5')) })
  await root.transfer(alice, BigInt(parseNEAR('1')))
  const { total } = await alice.balance()
  t.is(total, parseNEAR('6'))
  t.is((await alice.getKey())?.getPublicKey().toString().slice(0, 8), 'ed25519:')
  const dev = await root.devCreateAccount()
  t.true(await dev.exists())
})

test.serial('patches state', async (t) => {
  const { app } = t.context
  await app.patchState('v', '"patched"')
  t.is(await app.view('get'), 'patched')
  const values = await app.viewState()
  t.is(values.getRaw('v')?.toString(), '"patched"')
})

test.serial('fast forwards height and time', async (t) => {
  const { app, worker } = t.context
  const blockNow = async (): Promise<{ readonly height: number; readonly timeNs: bigint }> => {
    const { block_height, result } = await app.viewRaw('now')
    const bytes = Uint8Array.from(result)
    return {
      height: block_height,
      timeNs: new DataView(bytes.buffer).getBigUint64(0, true),
    }
  }
  const before = await blockNow()
  await worker.provider.fastForward(1_000)
  const after = await blockNow()
  t.true(after.height >= before.height + 1_000)
  t.true(after.timeNs - before.timeNs >= 1_000_000_000_000n)
})
