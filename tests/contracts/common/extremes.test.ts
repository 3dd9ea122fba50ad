/** Every method of every contract with every argument at its extremes: a code or a result, never a trap. */
import { contractNames } from '@research-hub/sdk'
import test from 'ava'
import { callsOf, deployedHub, sampleArgs } from '../../support/abi-samples.js'
import { accountOf, codeOf } from '../../support/calls.js'
import { tgas } from '../../support/units.js'

const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`

/** As JSON text, so that numbers are written as no program would. */
const extremes: readonly string[] = [
  ...['null', 'true', '0', '-1', '1.5', '1e400', '9007199254740993', '4294967296', '""', '" "'],
  ...[2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 128n - 1n, 2n ** 128n].map(
    (value) => `"${value}"`,
  ),
  ...['200000', '65536', '2147483648', '"-1"', '"01"', '"1e3"', `"${'x'.repeat(5000)}"`],
  ...['"\\u0000"', '"\\ud800"', '[]', '{}', '{"__proto__":1}', '[null]'],
  nested('[', ']', 499),
]

const whole: readonly string[] = [
  ...['', ' ', '{', '[]', 'null', '"x"', '1', '{}', '{"__proto__":{}}', '{"toString":1}'],
  nested('[', ']', 8000),
  '['.repeat(16_384),
  `{"a":${nested('[', ']', 3000)}}`,
  nested('{"a":', '}', 2500),
  `{"a":"${'['.repeat(600)}${'x'.repeat(600)}"}`,
  'x'.repeat(16_385),
  '\u0000',
]

/** A part of them a run, unless all are asked for. */
const part = process.env.FUZZ_RUNS === undefined ? 17 : 1

for (const contract of contractNames) {
  test(`INV-35: ${contract}: no argument makes a method trap, and nothing is owed that nobody gave`, async (t) => {
    const { devnet, ids, account } = await deployedHub()
    t.teardown(devnet.close)
    const { abi, where } = await callsOf(contract)
    const before = await owed(devnet, ids[contract])
    let calls = 0
    for (const method of abi.body.functions.filter(({ name }) => name !== 'execute_upgrade')) {
      const isPayable = method.modifiers?.includes('payable') === true
      for (const who of [account, accountOf(devnet, 'hub.near')]) {
        for (const [at, input] of inputsOf(sampleArgs(method, where)).entries()) {
          calls++
          if (calls % part !== 0 && at !== 0) continue
          const bytes = new TextEncoder().encode(input)
          const options = { gas: 300n * tgas, depositYocto: isPayable ? 1n : 0n }
          const result = await devnet.call(who, ids[contract], method.name, bytes, options)
          const code = result.ok ? 'none' : codeOf(result)
          const seen = `${method.name} ${input.slice(0, 200)}: ${JSON.stringify(result.failure)}`
          if (code === undefined || code === '') t.fail(seen)
        }
      }
    }
    t.log(`${calls} calls`)
    t.is(await owed(devnet, ids[contract]), before)
  })
}

/** One argument at a time takes each extreme, and the whole input each of its own. */
function inputsOf(sample: unknown): readonly string[] {
  if (sample instanceof Uint8Array) return whole
  const members = Object.entries(sample as Readonly<Record<string, unknown>>)
  const one = (name: string, text: string): string =>
    `{${members
      .map(([other, value]) => `"${other}":${other === name ? text : JSON.stringify(value)}`)
      .join(',')}}`
  return [...members.flatMap(([name]) => extremes.map((text) => one(name, text))), ...whole]
}

/** What is locked, and whether all that is owed is there. */
async function owed(
  devnet: Awaited<ReturnType<typeof deployedHub>>['devnet'],
  id: string,
): Promise<string> {
  const view = (await devnet.view(id, 'solvency', { token: 'NEAR' })) as {
    locked: string
    solvent: boolean
  }
  return `${view.locked} ${view.solvent}`
}
