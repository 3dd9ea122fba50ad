import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import test from 'ava'
import { near } from '../../support/units.js'

/** A file of the log holds 10,050 blocks; the chain keeps 10,000. */
const moreThanAFile = 10_060

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'devnet-log-'))
}

function logFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('blocks'))
    .sort()
}

/** What a chain shows of itself: its head, an account, and its oldest block of those it must keep. */
function shown(devnet: Devnet, accountId: string): unknown {
  const { header } = devnet.chain.head()
  const oldest = devnet.chain.block({ kind: 'height', height: header.height - 10_000n })
  return { header, oldest, balanceYocto: devnet.balanceYocto(accountId) }
}

test('the log goes on in new files and old ones go, whatever the age of the chain', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  await first.createAccount('early.test.near', near)
  first.produceBlocks(moreThanAFile)
  t.deepEqual(logFiles(persist), ['blocks.1.log', 'blocks.log'])
  const kept = newFolder()
  for (const name of readdirSync(persist)) copyFileSync(join(persist, name), join(kept, name))
  await first.createAccount('late.test.near', 2n * near)
  first.produceBlocks(moreThanAFile)
  t.deepEqual(logFiles(persist), ['blocks.1.log', 'blocks.2.log'])
  t.is(statSync(join(persist, 'blocks.2.log')).mode & 0o777, 0o600)
  const before = shown(first, 'late.test.near')
  await first.close()

  const second = await createDevnet({ persist })
  t.deepEqual(shown(second, 'late.test.near'), before)
  t.is(second.balanceYocto('early.test.near'), near)
  await second.close()

  // Killed between the new file's rename and the removal of the old one, or before the rename.
  copyFileSync(join(kept, 'blocks.log'), join(persist, 'blocks.log'))
  writeFileSync(join(persist, 'blocks.3.log.new'), 'not written to its end')
  const third = await createDevnet({ persist })
  t.deepEqual(shown(third, 'late.test.near'), before)
  third.produceBlocks(moreThanAFile)
  t.deepEqual(logFiles(persist), ['blocks.2.log', 'blocks.3.log'])
  await third.close()

  copyFileSync(join(kept, 'blocks.log'), join(persist, 'blocks.log'))
  await t.throwsAsync(createDevnet({ persist }), { message: /a file of the log is missing/ })
  rmSync(join(persist, 'blocks.log'))
  rmSync(join(persist, 'blocks.2.log'))
  const fourth = await createDevnet({ persist })
  t.is(fourth.balanceYocto('late.test.near'), 2n * near)
  await fourth.close()
})

test('a revert to a snapshot whose file is gone begins a file of its own', async (t) => {
  const persist = newFolder()
  const first = await createDevnet({ persist })
  await first.createAccount('early.test.near', near)
  const snapshot = first.snapshot()
  first.produceBlocks(2 * moreThanAFile)
  for (let i = 0; i < 3; i++) {
    first.revert(snapshot)
    t.deepEqual(logFiles(persist), ['blocks.3.log'])
    await first.createAccount(`again-${i}.test.near`, near)
  }
  const { header } = first.chain.head()
  await first.close()
  const second = await createDevnet({ persist })
  t.deepEqual(second.chain.head().header, header)
  t.is(second.balanceYocto('early.test.near'), near)
  t.is(second.balanceYocto('again-1.test.near'), 0n)
  t.is(second.balanceYocto('again-2.test.near'), near)
  await second.close()
})
