/** Gas by method, and whether every call of a contract is among the recorded figures. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallResult } from '@research-hub/devnet'
import { findRoot } from '@research-hub/scripts/root'
import type { ExecutionContext } from 'ava'
import { attempt } from './calls.js'
import { tgas } from './units.js'

/** Awaits a call and takes down what it burnt, and what its callback did where that is named. */
export type Note = (
  label: string,
  calling: CallResult | Promise<CallResult>,
  callback?: string,
) => Promise<void>

export type GasNotes = {
  readonly gas: Readonly<Record<string, bigint>>
  readonly note: Note
  /** For methods that always refuse. */
  readonly noteRefusal: (label: string, calling: Promise<CallResult>) => Promise<void>
}

/**
 * Notes what the contract's own receipts burnt, the dearest of several of one label, and asserts
 * that each stays within 6 Tgas or the budget, in Tgas, that its label has.
 */
export function gasNotes(
  t: ExecutionContext,
  contractId: string,
  budgets: Readonly<Record<string, bigint>> = {},
): GasNotes {
  const gas: Record<string, bigint> = {}
  const keep = (label: string, burnt: bigint | undefined): void => {
    if (burnt === undefined) throw new Error(`${label}: no receipt`)
    if (burnt > (gas[label] ?? 0n)) gas[label] = burnt
    t.true(burnt <= (budgets[label] ?? 6n) * tgas, `${label}: ${burnt}`)
  }
  const note: Note = async (label, calling, callback) => {
    const { receipts, failure } = await attempt(calling)
    const own = receipts.filter(
      ({ executorId, tokensBurntYocto }) => executorId === contractId && tokensBurntYocto > 0n,
    )
    // What a neighbour or a token does may fail; the contract's own receipts may not.
    for (const { status } of own) {
      if (JSON.stringify(status)?.includes('Failure')) {
        throw new Error(`${label}: ${JSON.stringify(failure)}`)
      }
    }
    keep(label, own[0]?.gasBurnt)
    if (callback !== undefined) keep(callback, own[1]?.gasBurnt)
  }
  return {
    gas,
    note,
    noteRefusal: async (label, calling) => {
      const { receipts, ok } = await attempt(calling)
      t.false(ok, label)
      keep(label, receipts.find(({ executorId }) => executorId === contractId)?.gasBurnt)
    },
  }
}

type Abi = {
  readonly body: { readonly functions: readonly { readonly name: string; readonly kind: string }[] }
}

/**
 * Calls of the ABI that no gas snapshot of the contract names. A figure belongs to the method with
 * the longest name that it begins with.
 */
export function unmeasuredCalls(name: string): readonly string[] {
  const root = findRoot()
  const read = (...path: readonly string[]): unknown =>
    JSON.parse(readFileSync(join(root, ...path), 'utf8'))
  const { functions } = (read('build', `${name}.abi.json`) as Abi).body
  const calls = functions.filter(({ kind }) => kind === 'call').map((method) => method.name)
  const suites = readdirSync(join(root, 'tests', 'snapshots')).filter((file) =>
    file.startsWith(`${name}-gas`),
  )
  const labels = suites.flatMap((file) =>
    Object.keys(read('tests', 'snapshots', file) as Readonly<Record<string, string>>),
  )
  const measured = new Set(labels.map((label) => methodOf(label, calls)))
  return calls.filter((call) => !measured.has(call)).sort()
}

function methodOf(label: string, calls: readonly string[]): string | undefined {
  return calls
    .filter(
      (call) => label === call || label.startsWith(`${call}_`) || label.startsWith(`${call},`),
    )
    .sort((a, b) => b.length - a.length)[0]
}
