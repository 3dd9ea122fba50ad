import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { fixtureContract } from '../clients/fixture-contract.js'

const oneNear = 10n ** 24n

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'devnet-persist-'))
}

test('a durable chain goes on where it stopped', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  const app = await first.createAccount('app.test.near', 10n * oneNear)
  await first.deploy(app, fixtureContract())
  await first.call(first.root, 'app.test.near', 'set', { kept: true })
  const snapshot = first.snapshot()
  await first.createAccount('gone.test.near', oneNear)
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
  await first.createAccount('app.test.near', oneNear)
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

test('killed at any point, no acknowledged block is lost', async (t) => {
  const worker = `
    import { createDevnet } from '@research-hub/devnet'
    const devnet = await createDevnet({ persist: process.argv[1] })
    for (;;) {
      devnet.produceBlocks(1)
      const { height, hash } = devnet.chain.head().header
      process.stdout.write(height + ' ' + Buffer.from(hash).toString('hex') + '\\n')
      await new Promise(setImmediate)
    }`
  const persist = newFolder()
  for (const blocks of [20, 75, 160]) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', worker, persist], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.split('\n').length > blocks) child.kill('SIGKILL')
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
