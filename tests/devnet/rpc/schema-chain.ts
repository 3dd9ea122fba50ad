/** A chain on which every kind of action has run and failed, so that its answers show every variant. */
import { createDevnet, type Devnet, type DevnetOptions } from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'
import { generateKey, InMemoryKeyStore, Near } from 'near-kit'
import { compileText } from '../../support/compile-fixture.js'
import { near } from '../../support/units.js'

export const aliceId = 'alice.test.near'
export const bobId = 'bob.test.near'
const rootId = 'test.near'
const subId = 'sub.alice.test.near'
const ethId = `0x${'12'.repeat(20)}`

export type VariedChain = {
  readonly devnet: Devnet
  readonly url: string
  /** A gas key of alice. */
  readonly gasKey: string
  /** A signed transaction of bob that is valid until another of his runs, in base64. */
  readonly sign: () => Promise<string>
  /** One that bob cannot pay for. */
  readonly unpayable: string
}

const source = `declare const env: unknown
const tgas = 1000000000000n
export function write() {
  const n = Number(env.block_index() % 5n)
  env.storage_write('k' + n, 'v'.repeat(n * 10), 0n)
  env.storage_remove('k' + ((n + 1) % 5), 0n)
  env.log_utf8('written')
}
export function panic() { throw new Error('no') }
export function chain() {
  const one = env.promise_create('${bobId}', 'write', '', 1n, 5n * tgas)
  const two = env.promise_create('${bobId}', 'panic', '', 0n, 5n * tgas)
  const both = env.promise_and(one, two)
  env.promise_return(env.promise_then(both, '${aliceId}', 'after', '', 0n, 5n * tgas))
}
export function after() { env.value_return(String(env.promise_results_count())) }
export function park() {
  env.promise_yield_create('resumed', '', 5n * tgas, 0n, 0n)
  env.storage_write('yield', env.read_register(0n), 1n)
}
export function wake() {
  env.storage_read('yield', 0n)
  env.promise_yield_resume(env.read_register(0n), 'payload')
}
export function resumed() { env.value_return(String(env.promise_result(0n, 0n))) }
export function repay() {
  const p = env.promise_batch_create('${bobId}')
  env.promise_set_refund_to(p, '${rootId}')
  env.promise_batch_action_transfer(p, 1n)
}
export function read() { env.value_return('shown') }
export function too_many() {
  const p = env.promise_batch_create('${bobId}')
  for (let i = 0; i < 101; i++) env.promise_batch_action_create_account(p)
}`

type Kit = { readonly devnet: Devnet; readonly near: Near; readonly url: string }
type Built = ReturnType<Near['transaction']>
type Send = (transaction: Built) => Promise<void>
type Secret = `ed25519:${string}`
type Keys = { readonly publicKey: string; readonly secretKey: Secret }

/** Runs it all, on a devnet that lives as long as the test. */
export async function variedChain(
  t: ExecutionContext,
  options: DevnetOptions = {},
): Promise<VariedChain> {
  const { wasm } = await compileText(source)
  const kit = await start(options)
  t.teardown(kit.devnet.close)
  const gasKey = newKey()
  const extra = newKey()
  // Most of these fail on purpose; the chain holds their outcomes.
  const send: Send = async (transaction) => {
    await transaction.send({ waitUntil: 'FINAL' }).catch(() => undefined)
  }
  await sendCalls(kit, send, wasm)
  await sendKeys(kit, send, extra)
  await sendAccounts(kit, send, wasm, extra)
  await sendDelegates(kit, send)
  if (options.profile !== 'classic') await sendGasKeys(kit, send, gasKey)
  kit.devnet.produceBlocks(210)
  const base64 = async (transaction: Built): Promise<string> => {
    await transaction.sign()
    return Buffer.from(transaction.serialize()).toString('base64')
  }
  const pay = (amount: '1 NEAR' | '100000 NEAR') =>
    base64(kit.near.transaction(bobId).transfer(aliceId, amount))
  return {
    devnet: kit.devnet,
    url: kit.url,
    gasKey: gasKey.publicKey,
    sign: () => pay('1 NEAR'),
    unpayable: await pay('100000 NEAR'),
  }
}

async function start(options: DevnetOptions): Promise<Kit> {
  const devnet = await createDevnet({
    seed: 'schema',
    accounts: { [aliceId]: { balanceYocto: 200n * near }, [bobId]: { balanceYocto: 200n * near } },
    ...options,
  })
  const { url } = await devnet.listen()
  const keys = Array.from(devnet.accounts, ([id, { secretKey }]) => [id, secretKey] as const)
  const keyStore = new InMemoryKeyStore(Object.fromEntries(keys))
  const network = { networkId: 'localnet', rpcUrl: url }
  return { devnet, url, near: new Near({ network, keyStore }) }
}

function newKey(): Keys {
  const { publicKey, secretKey } = generateKey()
  return { publicKey: publicKey.toString(), secretKey: secretKey as Secret }
}

async function sendCalls({ near: kit, devnet }: Kit, send: Send, wasm: Uint8Array): Promise<void> {
  for (const id of [aliceId, bobId]) await send(kit.transaction(id).deployContract(id, wasm))
  const call = (id: string, method: string, gas: '1 Tgas' | '200 Tgas' = '200 Tgas') =>
    kit.transaction(rootId).functionCall(id, method, new Uint8Array(), { gas })
  for (const method of ['write', 'panic', 'chain', 'repay', 'too_many', 'absent'])
    await send(call(aliceId, method))
  await send(call(aliceId, 'chain', '1 Tgas'))
  for (const id of ['nobody.near', rootId]) await send(call(id, 'write'))
  await call(aliceId, 'park').send({ waitUntil: 'INCLUDED' })
  devnet.produceBlocks(3)
  await send(call(aliceId, 'wake'))
  // Nobody wakes this one: it times out.
  await call(aliceId, 'park').send({ waitUntil: 'INCLUDED' })
}

async function sendKeys({ near: kit }: Kit, send: Send, extra: Keys): Promise<void> {
  const limited = newKey()
  await send(
    kit
      .transaction(aliceId)
      .addKey(extra.publicKey, { type: 'fullAccess' })
      .addKey(limited.publicKey, {
        type: 'functionCall',
        receiverId: bobId,
        methodNames: ['write'],
        allowance: '1 NEAR',
      }),
  )
  const withLimited = kit.transaction(aliceId).signWith(limited.secretKey)
  await send(withLimited.functionCall(bobId, 'write', {}, { gas: '50 Tgas' }))
  for (let times = 0; times < 2; times++)
    await send(kit.transaction(aliceId).deleteKey(aliceId, extra.publicKey))
}

async function sendGasKeys({ near: kit }: Kit, send: Send, gasKey: Keys): Promise<void> {
  const { publicKey, secretKey } = gasKey
  const alice = () => kit.transaction(aliceId)
  await send(
    alice()
      .addKey(publicKey, { type: 'gasKeyFullAccess', numNonces: 2 })
      .transferToGasKey(publicKey, '3 NEAR'),
  )
  await send(alice().signWith(secretKey).useGasKey(1).transfer(bobId, '1 NEAR'))
  await send(alice().withdrawFromGasKey(publicKey, '1 NEAR'))
  await send(alice().withdrawFromGasKey(publicKey, '100 NEAR'))
  await send(alice().strictNonceMode().transfer(aliceId, '1 yocto'))
  const second = await kit
    .transaction(aliceId)
    .signWith(secretKey)
    .transfer(bobId, '1 NEAR')
    .delegateV2({ nonceIndex: 1 })
  await send(kit.transaction(bobId).signedDelegateActionV2(second.signedDelegateAction))
}

async function sendAccounts(
  { near: kit }: Kit,
  send: Send,
  wasm: Uint8Array,
  extra: Keys,
): Promise<void> {
  const alice = () => kit.transaction(aliceId)
  const bob = () => kit.transaction(bobId)
  for (const amount of ['10 NEAR', '900 NEAR'] as const)
    await send(bob().stake(extra.publicKey, amount))
  await send(bob().publishContract(wasm))
  await send(bob().publishContract(wasm, { identifiedBy: 'hash' }))
  await send(
    alice()
      .createAccount(subId)
      .transfer(subId, '5 NEAR')
      .addKey(extra.publicKey, { type: 'fullAccess' })
      .deployFromPublished({ accountId: bobId }),
  )
  for (const id of [bobId, 'top']) await send(alice().createAccount(id))
  await send(alice().functionCall(subId, 'write', {}, { gas: '50 Tgas' }))
  for (const id of ['ab'.repeat(32), ethId]) await send(alice().transfer(id, '1 NEAR'))
  const data = new Map([[Uint8Array.of(1), Uint8Array.of(2)]])
  await send(alice().stateInit({ code: { accountId: bobId }, data, deposit: '1 NEAR' }))
  const sub = kit.transaction(subId).signWith(extra.secretKey)
  await send(sub.deleteAccount({ beneficiary: bobId }))
}

async function sendDelegates({ near: kit }: Kit, send: Send): Promise<void> {
  const { signedDelegateAction } = await kit
    .transaction(aliceId)
    .transfer(bobId, '1 NEAR')
    .delegate()
  for (let times = 0; times < 2; times++)
    await send(kit.transaction(bobId).signedDelegateAction(signedDelegateAction))
}
