/** A release build does what its source says: no read, conversion or failure is lost, and names stay. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompileOptions } from '@research-hub/compiler'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import { compileText, deployedId, deployOnDevnet } from '../support/compile-fixture.js'

const programs = readFileSync(join(findRoot(), 'tests', 'compiler', 'effects-corpus.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('¦').map((part) => part.trim()))

async function resultOf(before: string, body: string, options: CompileOptions): Promise<string> {
  const source = `import { valueReturn } from '@host'
    ${before}
    export function run() { valueReturn(String((() => { ${body} })())) }`
  const { devnet } = await deployOnDevnet((await compileText(source, options)).wasm)
  const value = await devnet.viewRaw(deployedId, 'run', new Uint8Array())
  await devnet.close()
  return new TextDecoder().decode(value)
}

for (const [title = '', before = '', body = ''] of programs) {
  test.serial(`builds mean what Node says: ${title}`, async (t) => {
    const inNode = new Function(`'use strict'; ${before}; return (() => { ${body} })()`)
    const expected = String(inNode())
    t.is(await resultOf(before, body, {}), expected, 'release')
    t.is(await resultOf(before, body, { debug: true }), expected, 'debug')
  })
}
