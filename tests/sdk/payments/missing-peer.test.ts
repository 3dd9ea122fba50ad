import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

const run = promisify(execFile)
const root = findRoot()
const needed = ['@noble/curves', '@noble/hashes', '@scure/base', 'borsh', 'hono', 'near-api-js']

/** What an installation of the built SDK with only these packages prints. */
async function installed(packages: readonly string[], program: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-'))
  try {
    const modules = join(folder, 'node_modules')
    const sdk = join(modules, '@research-hub/sdk')
    await mkdir(sdk, { recursive: true })
    await cp(join(root, 'sdk/package.json'), join(sdk, 'package.json'))
    await cp(join(root, 'sdk/dist'), join(sdk, 'dist'), { recursive: true })
    for (const name of [...needed, ...packages]) {
      await mkdir(dirname(join(modules, name)), { recursive: true })
      await symlink(join(root, 'node_modules', name), join(modules, name))
    }
    const file = join(folder, 'program.mjs')
    await writeFile(file, program)
    return (await run(process.execPath, [file], { cwd: folder })).stdout.trim()
  } finally {
    await rm(folder, { recursive: true })
  }
}

const opening = (call: string): string => `
  import { isHubError } from '@research-hub/sdk'
  import { connectSql, embeddedSql, sqlLedgerStore } from '@research-hub/sdk/payments/server'
  try {
    await (await ${call}).close()
    console.log('opened')
  } catch (error) {
    console.log(isHubError(error, 'SDK_MISSING_PEER') ? error.message : error)
  }`
const message = (name: string): string =>
  `SDK_MISSING_PEER: the store needs package ${name}, which is not installed`

test('without PGlite the embedded store says which package it needs', async (t) => {
  const name = '@electric-sql/pglite'
  t.is(await installed([], opening('sqlLedgerStore()')), message(name))
  t.is(await installed([], opening('embeddedSql()')), message(name))
  t.is(await installed([name], opening('sqlLedgerStore()')), 'opened')
})

test('without the driver a server store says which package it needs', async (t) => {
  // Nothing is asked of the server before the first query.
  const call = "connectSql('postgres://nobody@127.0.0.1:1/none')"
  t.is(await installed([], opening(call)), message('postgres'))
  t.is(await installed(['postgres'], opening(call)), 'opened')
})
