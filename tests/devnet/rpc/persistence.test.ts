import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test from 'ava'
import { near } from '../../support/units.js'
import { fixtureContract } from '../clients/fixture-contract.js'
import { randomSource } from './random-source.js'

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'devnet-persist-'))
}

test('a durable chain goes on where it stopped', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  const app = await first.createAccount('app.test.near', 10n * near)
  await first.deploy(app, fixtureContract())
  await first.call(first.root, 'app.test.near', 'set', { kept: true })
  const snapshot = first.snapshot()
  await first.createAccount('gone.test.near', near)
  first.revert(snapshot)
  await first.request('sandbox_fast_forward', { delta_height: 50 })
  await first.request('sandbox_patch_state', {
    records: [
      { Data: { account_id: 'app.test.near', data_key: 'dg==', value: 'eyJwYXRjaGVkIjoxfQ==' } },
    ],
  })
  const head = first.chain.head().header
  await first.close()

  const second = await createDevnet({ persist })
  t.deepEqual(second.chain.head().header, head)
  t.deepEqual(await second.view('app.test.near', 'get'), { patched: 1 })
  t.is(second.balanceYocto('gone.test.near'), 0n)
  t.is(second.root.secretKey, first.root.secretKey)
  const kept = second.accounts.get('app.test.near')
  t.deepEqual(kept, app)
  t.true(kept !== undefined && (await second.call(kept, 'app.test.near', 'set', {})).ok)
  await second.close()
  t.is(statSync(join(persist, 'devnet.json')).mode & 0o777, 0o600)
})

test('a torn last line is dropped, damage before the end is refused', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  await first.createAccount('app.test.near', near)
  const head = first.chain.head().header
  await first.close()
  const log = join(persist, 'blocks.log')
  appendFileSync(log, '0123456789abcdef {"time":"1')
  const second = await createDevnet({ persist })
  t.deepEqual(second.chain.head().header, head)
  second.produceBlocks(1)
  await second.close()
  const text = readFileSync(log, 'utf8')
  writeFileSync(log, text.replace('"hash"', '"hush"'))
  await t.throwsAsync(createDevnet({ persist }), { message: /damaged at byte 0/ })
})

test('a log that another version wrote is refused', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  first.produceBlocks(1)
  await first.close()
  const log = join(persist, 'blocks.log')
  const body = readFileSync(log, 'utf8').slice(17, -1)
  const other = body.replace(/"hash":"[^"]+"/, `"hash":"${base58.encode(new Uint8Array(32))}"`)
  const checksum = createHash('sha256').update(other).digest('hex').slice(0, 16)
  writeFileSync(log, `${checksum} ${other}\n`)
  await t.throwsAsync(createDevnet({ persist }), { message: /another version of the devnet/ })
})

test('cut off at any byte, a log gives back every block whose line is whole', async (t) => {
  const seed = 20261125
  t.log(`seed ${seed}`)
  const random = randomSource(seed)
  const persist = newFolder()
  const first = await createDevnet({ persist, syncs: true })
  const app = await first.createAccount('app.test.near', 10n * near)
  await first.deploy(app, fixtureContract())
  for (let i = 0; i < 4; i++) await first.call(first.root, 'app.test.near', 'set', { i })
  await first.close()
  const log = readFileSync(join(persist, 'blocks.log'))
  const ends = [...log.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1)
  const hashes = log
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => (JSON.parse(line.slice(17)) as { hash?: string }).hash)
  const cuts = [...ends, ...ends.map((end) => end - 1)]
  for (let i = 0; i < 15; i++) cuts.push(random.below(log.length + 1))
  for (const cut of cuts) {
    const folder = newFolder()
    copyFileSync(join(persist, 'devnet.json'), join(folder, 'devnet.json'))
    writeFileSync(join(folder, 'blocks.log'), log.subarray(0, cut))
    const reopened = await createDevnet({ persist: folder })
    const whole = ends.filter((end) => end <= cut).length
    const expected = hashes.slice(0, whole).findLast((hash) => hash !== undefined)
    const { header } = reopened.chain.head()
    if (expected === undefined) t.is(header.height, 0n)
    else t.is(base58.encode(header.hash), expected, `cut at ${cut}`)
    reopened.produceBlocks(1)
    await reopened.close()
    const again = await createDevnet({ persist: folder })
    t.is(again.chain.head().header.height, header.height + 1n)
    await again.close()
  }
})

test('killed at random points, no acknowledged block is lost', async (t) => {
  // Each block holds a transfer; its line is written before the height is printed.
  const worker = `
    import { createDevnet } from '@research-hub/devnet'
    const devnet = await createDevnet({ persist: process.argv[1] })
    for (;;) {
      await devnet.createAccount('a' + devnet.chain.head().header.height + '.test.near', 1n)
      const { height, hash } = devnet.chain.head().header
      process.stdout.write(height + ' ' + Buffer.from(hash).toString('hex') + '\\n')
      await new Promise(setImmediate)
    }`
  const seed = 20261126
  t.log(`seed ${seed}`)
  const random = randomSource(seed)
  const persist = newFolder()
  for (let kills = 0; kills < 5; kills++) {
    const lines = 1 + random.below(12)
    const delayMs = random.below(8)
    const child = spawn(process.execPath, ['--input-type=module', '-e', worker, persist], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.split('\n').length > lines) setTimeout(() => child.kill('SIGKILL'), delayMs)
    })
    await once(child, 'close')
    const acknowledged = printed.split('\n').slice(0, -1).at(-1) ?? ''
    const [height = '', hash = ''] = acknowledged.split(' ')
    t.regex(height, /^\d+$/)
    const reopened = await createDevnet({ persist })
    const block = reopened.chain.block({ kind: 'height', height: BigInt(height) })
    t.is(Buffer.from(block?.header.hash ?? []).toString('hex'), hash)
    await reopened.close()
  }
})
