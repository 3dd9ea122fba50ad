import { createDevnet, type Devnet, sandboxEnvironment } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { AccountDoesNotExistError, FunctionCallError, InMemoryKeyStore, Near } from 'near-kit'
import { Sandbox } from 'near-kit/sandbox'
import { fixtureContract } from './fixture-contract.js'

type Context = { readonly devnet: Devnet; readonly near: Near }
const test = anyTest as TestFn<Context>

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const near = new Near({
    network: { networkId: 'localnet', rpcUrl: url },
    keyStore: new InMemoryKeyStore({
      [devnet.root.accountId]: devnet.root.secretKey,
      'kit.test.near': devnet.root.secretKey,
    }),
    defaultSignerId: devnet.root.accountId,
  })
  Object.assign(t.context, { devnet, near })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

test.serial('creates an account, deploys, calls and views', async (t) => {
  const { near, devnet } = t.context
  await near
    .transaction(devnet.root.accountId)
    .createAccount('kit.test.near')
    .transfer('kit.test.near', '10 NEAR')
    .addKey(devnet.root.publicKey, { type: 'fullAccess' })
    .send()
  await near.transaction('kit.test.near').deployContract('kit.test.near', fixtureContract()).send()
  const outcome = await near.call('kit.test.near', 'set', { kit: true }, { gas: '30 Tgas' })
  t.is(outcome.final_execution_status, 'FINAL')
  t.deepEqual(await near.view('kit.test.near', 'get', {}), { kit: true })
  const { balance } = await near.getAccount('kit.test.near')
  t.regex(balance, /^9\.9/)
})

test.serial('every wait level is accepted', async (t) => {
  const { near, devnet } = t.context
  for (const waitUntil of ['NONE', 'INCLUDED', 'INCLUDED_FINAL', 'EXECUTED', 'FINAL'] as const) {
    const sent = await near
      .transaction(devnet.root.accountId)
      .transfer('kit.test.near', '1 yocto')
      .send({ waitUntil })
    t.is(typeof sent.transaction?.hash, 'string')
  }
})

test.serial('responses pass the schemas of near-kit', async (t) => {
  const { near } = t.context
  const block = await near.rpc.getBlock({ finality: 'final' })
  t.is(block.chunks.length, 1)
  t.is((await near.getStatus()).chain_id, 'localnet')
  t.is((await near.getAccessKeys('kit.test.near')).keys.length, 1)
  t.deepEqual(await near.rpc.getGasPrice(), { gas_price: '100000000' })
})

test.serial('typed errors come out right', async (t) => {
  const { near } = t.context
  await t.throwsAsync(near.getAccount('nobody.test.near'), {
    instanceOf: AccountDoesNotExistError,
  })
  const panic = await t.throwsAsync(near.call('kit.test.near', 'fail', {}), {
    instanceOf: FunctionCallError,
  })
  t.is(panic.panic, 'Smart contract panicked: boom')
  await t.throwsAsync(near.view('kit.test.near', 'fail', {}), { instanceOf: FunctionCallError })
  await t.throwsAsync(near.view('kit.test.near', 'nothing', {}), {
    instanceOf: FunctionCallError,
  })
  await t.throwsAsync(near.call('kit.test.near', 'nothing', {}), {
    instanceOf: FunctionCallError,
  })
})

test.serial('its sandbox starts the drop-in, patches and restores', async (t) => {
  const binaryPath = sandboxEnvironment().NEAR_SANDBOX_BIN_PATH
  t.truthy(binaryPath)
  const sandbox = await Sandbox.start({ detached: false, ...(binaryPath && { binaryPath }) })
  try {
    const near = new Near({ network: sandbox })
    const saved = await sandbox.dumpState()
    await near
      .transaction('test.near')
      .createAccount('kit.test.near')
      .transfer('kit.test.near', '3 NEAR')
      .send()
    t.true(await near.accountExists('kit.test.near'))
    await sandbox.fastForward(100)
    await sandbox.restart(saved)
    t.false(await near.accountExists('kit.test.near'))
    t.true(await near.accountExists('test.near'))
  } finally {
    await sandbox.stop()
  }
})
