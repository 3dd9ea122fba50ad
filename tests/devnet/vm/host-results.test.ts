import { createHash } from 'node:crypto'
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js'
import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { near } from '../../support/units.js'
import { cost } from './costs.js'

test('protocol 87: SHA-3 and ML-DSA-65, with their costs', async (t) => {
  const { secretKey, publicKey } = ml_dsa65.keygen(new Uint8Array(32).fill(3))
  const message = new TextEncoder().encode('message')
  const signature = ml_dsa65.sign(message, secretKey)
  const source = `declare const env: unknown
    import { input, mlDsaVerify, sha3256 as a, sha3384 as b, sha3512 as c, valueReturn } from '@host'
    export function hashes() { valueReturn([a('abc'), b('abc'), c('abc')].map((h) => [...h].map((b) => b.toString(16).padStart(2, '0')).join('')).join()) }
    export function verify() { const i = input(); valueReturn(String(mlDsaVerify(i.subarray(0, 3309), i.subarray(3309 + 1952), i.subarray(3309, 3309 + 1952)))) }`
  const { wasm } = await compileText(source, { profile: '87' })
  const devnet = await createDevnet({
    profile: '87',
    accounts: { 'c.test.near': { balanceYocto: 100n * near } },
  })
  const contract = devnet.accounts.get('c.test.near')
  if (contract === undefined) throw new Error('no account')
  t.true((await devnet.deploy(contract, wasm)).ok)
  const hashes = await devnet.call(contract, 'c.test.near', 'hashes', {})
  const expected = ['sha3-256', 'sha3-384', 'sha3-512'].map((name) =>
    createHash(name).update('abc').digest('hex'),
  )
  t.is(new TextDecoder().decode(hashes.value), expected.join())
  t.is(hashes.receipts[0]?.gasProfile.SHA3_256_BYTE, 3n * cost.sha3_256_byte)
  for (const [text, good] of [
    ['message', true],
    ['massage', false],
  ] as const) {
    const bytes = Buffer.concat([signature, publicKey, Buffer.from(text)])
    const result = await devnet.call(contract, 'c.test.near', 'verify', bytes)
    t.is(new TextDecoder().decode(result.value), String(good))
    t.is(result.receipts[0]?.gasProfile.ML_DSA_VERIFY_BASE, cost.ml_dsa_verify_base)
  }
})

test('protocol 86 does not link what 87 brings', async (t) => {
  const { wasm } = await compileText(
    `declare const env: unknown; export function go() { env.sha3_256('x', 0n) }`,
    { profile: '87' },
  )
  const { devnet, user } = await deployOnDevnet(wasm)
  const { failure } = await devnet.call(user, deployedId, 'go', {})
  t.regex(JSON.stringify(failure), /Link Error: unknown or invalid import/)
})

test('a yield under an id that the contract chose: pending once, resumed by it, or timed out', async (t) => {
  const source = `declare const env: unknown
    const id = new Uint8Array(32).fill(5)
    const wait = () => env.promise_yield_create_with_id('done', '', 0n, 5000000000000n, 0n, id)
    const call = (method: string) => env.promise_batch_action_function_call(env.promise_batch_create('${deployedId}'), method, '', 0n, 20000000000000n)
    export function time_out() { wait() }
    export function twice() { env.value_return(wait() + ' ' + wait()) }
    export function resumed() { wait(); call('resume') }
    export function resume() { env.log_utf8('resume ' + env.promise_yield_resume_with_yield_id(id, 'payload')) }
    export function done() {
      const found = env.promise_result(0n, 1n)
      env.log_utf8('done ' + found + (found === 1n ? ' ' + String.fromCharCode(...env.read_register(1n)) : ''))
    }`
  const { wasm } = await compileText(source)
  const { devnet, user } = await deployOnDevnet(wasm)
  const call = (method: string) => devnet.call(user, deployedId, method, {})
  t.deepEqual((await call('time_out')).logs, ['done 2'])
  t.is(new TextDecoder().decode((await call('twice')).value), '0 18446744073709551615')
  t.deepEqual((await call('resumed')).logs, ['done 1 payload', 'resume 1'])
  t.deepEqual((await call('resume')).logs, ['resume 0'])
})
