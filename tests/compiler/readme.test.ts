import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import { deployedId, deployOnDevnet } from '../support/compile-fixture.js'

const run = promisify(execFile)

test("the compiler's README: its contract compiles with its commands, outside the repository, and runs", async (t) => {
  const root = findRoot()
  const readme = await readFile(join(root, 'compiler', 'README.md'), 'utf8')
  const contract = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const commands = /```sh\n([\s\S]*?)```/.exec(readme)?.[1]?.trim().split('\n') ?? []
  const folder = await mkdtemp(join(tmpdir(), 'readme-'))
  await writeFile(join(folder, 'counter.ts'), contract)
  await writeFile(join(folder, 'stack.txt'), 'at add (contract.js:5)\n')
  t.is(commands.length, 3)
  for (const command of commands) {
    const [npx, name, ...words] = command.split(' ')
    t.deepEqual([npx, name], ['npx', 'near-ts-compile'])
    // The engine of the repository's cache, so that the test does not build another.
    const cache = words[0] === 'explain' ? [] : ['--cache', join(root, '.cache', 'compiler')]
    const bin = join(root, 'compiler', 'bin', 'near-ts-compile.mjs')
    await run(process.execPath, [bin, ...words, ...cache], { cwd: folder })
  }
  const wasm = new Uint8Array(await readFile(join(folder, 'build', 'counter.wasm')))
  const { devnet, user } = await deployOnDevnet(wasm)
  const added = await devnet.call(user, deployedId, 'add', { by: 5 })
  t.true(added.logs.includes('count is 5'))
  t.is(await devnet.view(deployedId, 'get'), 5)
})
