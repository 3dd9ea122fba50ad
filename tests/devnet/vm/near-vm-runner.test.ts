/**
 * Against nearcore's own virtual machine: random and damaged modules with the gas that
 * near-vm-runner 0.38.0 burnt under protocol 86 and the error it ended with. The vectors were made
 * once with that crate and its mocked state; none of the modules touches state.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDevnet } from '@research-hub/devnet'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

type Vectors = {
  readonly modules: readonly {
    readonly module: string
    readonly calls: readonly {
      readonly method: string
      readonly gas: string
      readonly burntGas: string
      readonly error: string | null
    }[]
  }[]
}

/** nearcore's `FunctionCallError` in debug form, and what an outcome says of it. */
const errors: Readonly<Record<string, unknown>> = {
  'HostError(GasExceeded)': { ExecutionError: 'Exceeded the prepaid gas.' },
  'WasmTrap(Unreachable)': {
    ExecutionError: 'WebAssembly trap: An `unreachable` opcode was executed.',
  },
  'WasmTrap(IllegalArithmetic)': {
    ExecutionError: 'WebAssembly trap: An arithmetic exception, e.g. divided by zero.',
  },
  'WasmTrap(MemoryOutOfBounds)': {
    ExecutionError: 'WebAssembly trap: Memory out of bounds trap.',
  },
  'CompilationError(PrepareError(Deserialization))': {
    CompilationError: { PrepareError: 'Deserialization' },
  },
  'MethodResolveError(MethodNotFound)': { MethodResolveError: 'MethodNotFound' },
}

const receiptAndCall = 108_059_500_000n + 780_000_000_000n
const nameByte = 2_235_934n

test('modules burn and fail as in the virtual machine of nearcore, to the unit of gas', async (t) => {
  const path = join(findRoot(), 'tests', 'vectors', 'near-vm-runner-86.json')
  const { modules } = JSON.parse(readFileSync(path, 'utf8')) as Vectors
  const devnet = await createDevnet({ seed: 'near-vm-runner' })
  t.teardown(devnet.close)
  const app = await devnet.createAccount('app.test.near', 10n ** 27n)
  const seen = new Map<string, number>()
  for (const [number, { module, calls }] of modules.entries()) {
    const record = { Contract: { account_id: app.accountId, code: module } }
    await devnet.request('sandbox_patch_state', { records: [record] })
    for (const { method, gas, burntGas, error } of calls) {
      const label = `module ${number} ${method}`
      const args = new Uint8Array(0)
      const called = await devnet.call(devnet.root, app.accountId, method, args, {
        gas: BigInt(gas),
      })
      const burnt = called.receipts[0]?.gasBurnt ?? 0n
      const own = burnt - receiptAndCall - nameByte * BigInt(method.length)
      t.is(own, BigInt(burntGas), label)
      const expected =
        error === null
          ? undefined
          : { ActionError: { index: 0, kind: { FunctionCallError: errors[error] } } }
      t.deepEqual(called.failure, expected, label)
      seen.set(error ?? 'ok', (seen.get(error ?? 'ok') ?? 0) + 1)
    }
  }
  t.log(Object.fromEntries(seen))
  t.true((seen.get('ok') ?? 0) > 150)
  t.deepEqual([...seen.keys()].sort(), [...Object.keys(errors), 'ok'].sort())
})
