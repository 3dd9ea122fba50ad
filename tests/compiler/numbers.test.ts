import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@research-hub/compiler'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import { contractPath, deployedId, deployOnDevnet } from '../support/compile-fixture.js'
import { matchSnapshot } from '../support/snapshot.js'

test('sizes and gas of the benchmark contract are exactly as recorded, and within the limits set', async (t) => {
  const { wasm } = await compile(contractPath('benchmark'))
  const { devnet, user } = await deployOnDevnet(wasm)
  const figures: Record<string, bigint | number> = { 'contract bytes': wasm.length }
  const measure = async (name: string, method: string, args: unknown): Promise<bigint> => {
    const result = await devnet.call(user, deployedId, method, args)
    t.true(result.ok, JSON.stringify(result.failure))
    const profile = result.receipts[0]?.gasProfile ?? {}
    const loading = (profile.CONTRACT_LOADING_BASE ?? 0n) + (profile.CONTRACT_LOADING_BYTES ?? 0n)
    figures[`${name}: loading`] = loading
    figures[`${name}: instructions`] = profile.WASM_INSTRUCTION ?? 0n
    return loading + (profile.WASM_INSTRUCTION ?? 0n)
  }
  await measure('init', 'init', { owner: 'hub.near' })
  const emptyView = await measure('empty view', 'empty', {})
  const writingCall = await measure('writing call', 'put', { key: 'k', value: 'v' })
  await measure('reading view', 'get', { key: 'k' })
  matchSnapshot(t, 'compiler-benchmark', figures)
  const tgas = 10n ** 12n
  t.true(emptyView <= tgas / 2n)
  t.true(writingCall <= (tgas * 7n) / 10n)
  t.true(wasm.length <= 340_000)
})

test('no contract of the hub is over 450 kB', (t) => {
  const build = join(findRoot(), 'build')
  const contracts = readdirSync(build).filter((name) => name.endsWith('.wasm'))
  t.true(contracts.length > 0)
  for (const name of contracts) t.true(statSync(join(build, name)).size <= 450_000, name)
})

test('P-384 verification stays within its budget of 30 Tgas', async (t) => {
  const { wasm } = await compile(contractPath('p384'))
  const { devnet, user } = await deployOnDevnet(wasm)
  for (let i = 0; i < 4; i++) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const { x, y } = publicKey.export({ format: 'jwk' })
    const key = Buffer.concat([
      Uint8Array.of(4),
      Buffer.from(String(x), 'base64url'),
      Buffer.from(String(y), 'base64url'),
    ])
    const message = randomBytes(100)
    const signature = sign('sha384', message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const hash = createHash('sha384').update(message).digest()
    const good = await devnet.call(
      user,
      deployedId,
      'verify',
      Buffer.concat([signature, key, hash]),
    )
    t.is(new TextDecoder().decode(good.value), '1')
    t.true((good.receipts[0]?.gasProfile.WASM_INSTRUCTION ?? 0n) < 16n * 10n ** 12n)
    hash[i] = (hash[i] ?? 0) ^ 1
    const bad = await devnet.call(user, deployedId, 'verify', Buffer.concat([signature, key, hash]))
    t.is(new TextDecoder().decode(bad.value), '0')
  }
})

test('SHA-384 is that of node:crypto at every length around a block', async (t) => {
  const { wasm } = await compile(contractPath('p384'))
  const { devnet } = await deployOnDevnet(wasm)
  for (const length of [0, 1, 63, 110, 111, 112, 113, 127, 128, 129, 239, 240, 256, 5000]) {
    const data = new Uint8Array(length).fill(length & 255)
    t.deepEqual(
      Buffer.from(await devnet.viewRaw(deployedId, 'hash', data)),
      createHash('sha384').update(data).digest(),
      `${length} bytes`,
    )
  }
})
