import test from 'ava'
import fc from 'fast-check'
import { deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { interpret, operatorGas } from './naive-interpreter.js'
import { encodeProgram, program } from './random-program.js'

const traps: Readonly<Record<string, RegExp>> = {
  unreachable: /unreachable/,
  divide: /arithmetic/,
  memory: /Memory out of bounds/,
}

test('random modules burn exactly what a naive interpreter counts, trapping or not', async (t) => {
  let trapped = 0
  let calls = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(program, async (functions) => {
      const { devnet, user } = await deployOnDevnet(encodeProgram(functions))
      for (const entry of functions.keys()) {
        const expected = interpret(functions, entry)
        const result = await devnet.call(user, deployedId, `f${entry}`, {}, { gas: 10n ** 15n })
        t.is(result.receipts[0]?.gasProfile.WASM_INSTRUCTION ?? 0n, expected.gas)
        const text = JSON.stringify(result.failure) ?? ''
        if (expected.trap === undefined) t.is(text, '')
        else t.regex(text, traps[expected.trap] ?? /^$/)
        calls++
        if (expected.trap !== undefined) trapped++
      }
    }),
    150,
  )
  t.log(`${calls} calls, ${trapped} of them trapped`)
  t.true(trapped > calls / 50 && trapped < calls)
})

test('gas that runs out is burnt to the last unit; one more than needed is enough', async (t) => {
  await fuzzAsync(
    t,
    fc.asyncProperty(program, async (functions) => {
      const { devnet, user } = await deployOnDevnet(encodeProgram(functions))
      const free = await devnet.call(user, deployedId, 'f2', {}, { gas: 10n ** 15n })
      if (!free.ok) return
      const profile = free.receipts[0]?.gasProfile ?? {}
      const needed = Object.values(profile).reduce((sum, gas) => sum + gas, 0n)
      const exact = await devnet.call(user, deployedId, 'f2', {}, { gas: needed })
      t.true(exact.ok)
      const short = await devnet.call(user, deployedId, 'f2', {}, { gas: needed - 1n })
      t.regex(JSON.stringify(short.failure), /Exceeded the prepaid gas/)
      const burnt = (short.receipts[0]?.gasBurnt ?? 0n) - (exact.receipts[0]?.gasBurnt ?? 0n)
      // The receipt burns its whole attached gas: one unit less than the exact call did.
      t.is(burnt, -1n)
    }),
    40,
  )
})

test('a recursion ends where locals, frames and operands have used the stack up', async (t) => {
  const drop = { op: 'drop' } as const
  const constant = { op: 'const', value: 1 } as const
  // Two i32 locals and at most four i32 operands: 64 + 8 + 16 bytes a frame (nearcore.md 2.4).
  const recursive = [
    {
      locals: 2,
      body: [
        ...[constant, constant, constant, constant],
        ...[drop, drop, drop, drop],
        { op: 'call', function: 0 } as const,
      ],
    },
  ]
  const { devnet, user } = await deployOnDevnet(encodeProgram(recursive))
  const result = await devnet.call(user, deployedId, 'f0', {}, { gas: 10n ** 15n })
  t.regex(JSON.stringify(result.failure), /Accessed memory outside the bounds/)
  const frames = BigInt(Math.floor(262_144 / (64 + 8 + 16)))
  const operators = 9n + BigInt((64 + 8) / 8)
  t.is(result.receipts[0]?.gasProfile.WASM_INSTRUCTION, frames * operators * operatorGas)
})
