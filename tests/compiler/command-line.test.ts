import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import { contractPath, deployedId, deployOnDevnet } from '../support/compile-fixture.js'

const run = promisify(execFile)
const bin = join(findRoot(), 'compiler', 'bin', 'near-ts-compile.mjs')
const cli = (words: readonly string[], cwd = findRoot()) =>
  run(process.execPath, [bin, ...words], { cwd })

type Failed = { readonly code: number; readonly stderr: string }

test('compiles to wasm, ABI and report', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'))
  const out = join(folder, 'benchmark.wasm')
  const { stdout } = await cli([contractPath('benchmark'), '-o', out, '--report'])
  t.regex(stdout, /\d+ bytes, 4 exports/)
  t.regex(stdout, /"snapshotBytes"/)
  t.deepEqual((await readdir(folder)).sort(), [
    'benchmark.abi.json',
    'benchmark.report.json',
    'benchmark.wasm',
  ])
  const { devnet } = await deployOnDevnet(new Uint8Array(await readFile(out)))
  t.truthy(devnet.chain.state({ kind: 'head' })?.code(deployedId))
})

test('the ABI has schemas of arguments and results, 64-bit and larger integers as text', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'))
  const source = join(folder, 'typed.ts')
  await writeFile(
    source,
    `import { NearBindgen, call, view } from 'near-sdk-js'
    /** Who may do it. */
    type Role = 'owner' | 'guest'
    type Item = { id: string; price: bigint; tags?: string[]; next: Item | null }
    @NearBindgen({})
    export class Typed {
      /** Stores one. */
      @call({ payableFunction: true })
      store({ item, role }: { item: Item; role: Role }): void {}
      @view({})
      price({ id }: { id: string }): bigint { return BigInt(id) }
    }`,
  )
  await cli([source, '-o', join(folder, 'typed.wasm')])
  const abi = JSON.parse(await readFile(join(folder, 'typed.abi.json'), 'utf8'))
  const decimal = { type: 'string', pattern: '^-?[0-9]+$' }
  t.deepEqual(abi.body.functions, [
    {
      name: 'price',
      kind: 'view',
      params: {
        serialization_type: 'json',
        args: [{ name: 'id', type_schema: { type: 'string' } }],
      },
      result: { serialization_type: 'json', type_schema: decimal },
    },
    {
      name: 'store',
      doc: 'Stores one.',
      kind: 'call',
      modifiers: ['payable'],
      params: {
        serialization_type: 'json',
        args: [
          { name: 'item', type_schema: { $ref: '#/definitions/Item' } },
          { name: 'role', type_schema: { $ref: '#/definitions/Role' } },
        ],
      },
    },
  ])
  const { Item, Role } = abi.body.root_schema.definitions
  t.deepEqual(Role, { description: 'Who may do it.', type: 'string', enum: ['owner', 'guest'] })
  t.deepEqual(Item.required, ['id', 'price', 'next'])
  t.deepEqual(Item.properties.price, decimal)
  t.deepEqual(Item.properties.tags, { type: 'array', items: { type: 'string' } })
  t.deepEqual(Item.properties.next, { anyOf: [{ type: 'null' }, { $ref: '#/definitions/Item' }] })
})

test('explain turns a debug stack into lines of the source', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'))
  const source = join(folder, 'deep.ts')
  await writeFile(
    source,
    `type Unused = { a: string }\n\nfunction inner(): void {\n  throw new Error('ERR_DEEP')\n}\n\nexport function go(): void {\n  inner()\n}\n`,
  )
  const out = join(folder, 'deep.wasm')
  await cli([source, '-o', out, '--debug'])
  const { devnet, user } = await deployOnDevnet(new Uint8Array(await readFile(out)))
  const { logs } = await devnet.call(user, deployedId, 'go', {})
  const stack = join(folder, 'stack.txt')
  await writeFile(stack, logs[0] ?? '')
  const { stdout } = await cli(['explain', join(folder, 'deep.map.json'), stack])
  t.regex(stdout, /at inner \(.*deep\.ts:4\)\n +at go \(.*deep\.ts:8\)/)
})

test('watch builds again when a file changes, and tells of a mistake without stopping', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'))
  const source = join(folder, 'watched.ts')
  await writeFile(source, 'export function one() {}')
  const child = spawn(
    process.execPath,
    [bin, source, '-o', join(folder, 'out', 'watched.wasm'), '--watch'],
    { cwd: findRoot(), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  let wake = (): void => undefined
  const take = (chunk: Buffer): void => {
    printed += String(chunk)
    wake()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  /** Waits until the text has been printed since the last time. */
  const shown = async (text: string): Promise<void> => {
    while (!printed.includes(text)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    printed = printed.slice(printed.indexOf(text) + text.length)
  }
  await shown('1 exports')
  await writeFile(source, 'export async function one() {}')
  await shown('is async')
  await writeFile(source, 'export function one() {}\nexport function two() {}')
  await shown('2 exports')
  child.kill()
  t.pass()
})

test('mistakes end with one line and a status', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-'))
  const source = join(folder, 'bad.ts')
  await writeFile(source, 'export async function go() {}')
  const bad = (await t.throwsAsync(cli([source]))) as unknown as Failed
  t.is(bad.code, 1)
  t.regex(bad.stderr, /^near-ts-compile: method 'go' is async/)
  const option = (await t.throwsAsync(cli([source, '--optimise']))) as unknown as Failed
  t.is(option.code, 2)
  const profile = (await t.throwsAsync(cli([source, '--profile', '12']))) as unknown as Failed
  t.regex(profile.stderr, /unknown profile '12'/)
  t.regex((await cli(['--help'])).stdout, /--watch/)
})
