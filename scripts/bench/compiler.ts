/** Gas and bytes of the benchmark contract, as a snapshot and evaluated on every call. */
import { join } from 'node:path'
import { compile } from '@research-hub/compiler'
import { createDevnet } from '@research-hub/devnet'
import { findRoot } from '../root.js'
import { printTable, ratio } from './table.js'

const entry = join(findRoot(), 'tests', 'compiler', 'contracts', 'benchmark.ts')
const near = 10n ** 24n

type Figures = ReadonlyMap<string, number>

export async function benchCompiler(): Promise<void> {
  const coldMs = await timeMs(() => compile(entry))
  const warmMs = await timeMs(() => compile(entry))
  const snapshot = await measure(false)
  const stock = await measure(true)
  printTable('Compiler: benchmark contract, Tgas of loading plus instructions', [
    ['', 'evaluated on every call', 'snapshot', 'ratio'],
    ...Array.from(snapshot, ([name, value]) => {
      const other = stock.get(name) ?? 0
      const digits = name === 'bytes' ? 0 : 3
      return [name, other.toFixed(digits), value.toFixed(digits), ratio(value, other)]
    }),
  ])
  printTable('Compiler: time to build that contract, engine in the cache', [
    ['', 'seconds', 'ratio to the first'],
    ['first in the process', (coldMs / 1000).toFixed(2), ''],
    ['again, as --watch does', (warmMs / 1000).toFixed(2), ratio(warmMs, coldMs)],
  ])
}

async function measure(stock: boolean): Promise<Figures> {
  const { wasm } = await compile(entry, { stock })
  const devnet = await createDevnet({ rootAccountId: 'hub.near' })
  const account = await devnet.createAccount('bench.hub.near', 50n * near)
  await devnet.deploy(account, wasm)
  const figures = new Map([['bytes', wasm.length]])
  const calls = [
    ['init', 'init', { owner: 'hub.near' }],
    ['empty view', 'empty', {}],
    ['writing call', 'put', { key: 'k', value: 'v' }],
    ['reading view', 'get', { key: 'k' }],
  ] as const
  for (const [name, method, args] of calls) {
    const { receipts } = await devnet.call(account, 'bench.hub.near', method, args)
    const profile = receipts[0]?.gasProfile ?? {}
    const gas =
      (profile.CONTRACT_LOADING_BASE ?? 0n) +
      (profile.CONTRACT_LOADING_BYTES ?? 0n) +
      (profile.WASM_INSTRUCTION ?? 0n)
    figures.set(name, Number(gas) / 1e12)
  }
  return figures
}

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
