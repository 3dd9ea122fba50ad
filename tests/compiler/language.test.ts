import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import { compileText, deployedId, deployOnDevnet } from '../support/compile-fixture.js'

/**
 * Function bodies whose value Node and the engine must agree on, one a line, compared as JSON text.
 * Missing on purpose: fractions in a radix other than ten, which this engine prints in decimal.
 */
const corpus: readonly string[] = readFileSync(
  join(findRoot(), 'tests', 'compiler', 'language-corpus.txt'),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

const asSource = (body: string): string => `() => { ${body} }`

test('the engine agrees with Node on the language that contracts use', async (t) => {
  const source = `
    import { valueReturn, input, utf8Decode } from '@host'
    const cases = [${corpus.map(asSource).join(',\n')}]
    export function run() {
      valueReturn(String(JSON.stringify(cases[JSON.parse(utf8Decode(input()))]())))
    }`
  const { wasm } = await compileText(source)
  const { devnet } = await deployOnDevnet(wasm)
  for (const [at, body] of corpus.entries()) {
    const expected: unknown = new Function(`'use strict'; ${body}`)()
    const got = await devnet.viewRaw(deployedId, 'run', new TextEncoder().encode(String(at)))
    t.is(new TextDecoder().decode(got), String(JSON.stringify(expected)), body)
  }
})

test('builds with and without minification evaluate alike', async (t) => {
  const source = `
    import { valueReturn } from '@host'
    const cases = [${corpus.map(asSource).join(',\n')}]
    export function run() { valueReturn(JSON.stringify(cases.map((one) => JSON.stringify(one())))) }`
  const results: Uint8Array[] = []
  for (const options of [{}, { debug: true }]) {
    const { devnet } = await deployOnDevnet((await compileText(source, options)).wasm)
    results.push(await devnet.viewRaw(deployedId, 'run', new Uint8Array()))
  }
  t.deepEqual(results[0], results[1])
})
