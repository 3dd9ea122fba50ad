import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, renderConfigSchema } from '@research-hub/scripts/config'
import { builtAbi, renderClients } from '@research-hub/scripts/generate-clients'
import { renderErrors } from '@research-hub/scripts/generate-errors'
import { findRoot } from '@research-hub/scripts/root'
import { errorRegistry } from '@research-hub/sdk'
import test from 'ava'

const read = (path: string): string => readFileSync(join(findRoot(), path), 'utf8')
/** Formatting is Biome's business; drift is about content. */
const squeeze = (text: string): string => text.replace(/[\s,]+/g, '')

test('generated files are up to date', async (t) => {
  for (const [path, text] of Object.entries({
    ...(await renderClients(builtAbi)),
    ...(await renderErrors()),
  })) {
    t.is(squeeze(read(path)), squeeze(text), `${path}: run npm run generate`)
  }
  t.is(squeeze(read('near.config.schema.json')), squeeze(renderConfigSchema()))
})

test('the configuration is valid, and a wrong one is refused with the key at fault', (t) => {
  t.is(readConfig().defaultNetwork, 'devnet')
  t.throws(() => readConfig(join(findRoot(), 'package.json')), { message: /networks/ })
})

test('every invariant is named by a test, and no test names another', (t) => {
  const numbers = (text: string): string[] =>
    [...new Set([...text.matchAll(/INV-\d+/g)].map(([name]) => name))].sort()
  const titles = readdirSync(join(findRoot(), 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap(
      (path) => read(join('tests', path)).match(/test(?:\.\w+)?\(\s*[`'][^\n]*INV-[^\n]*/g) ?? [],
    )
  const rules = read('docs/invariants.md')
    .split('\n')
    .filter((line) => line.startsWith('| INV-'))
  t.deepEqual(numbers(titles.join()), numbers(rules.map((line) => line.split('|')[1]).join()))
})

test('every error code of the contracts is raised by some test', (t) => {
  const tests = readdirSync(join(findRoot(), 'tests', 'contracts'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join('tests', 'contracts', path)))
    .join()
  const missing = Object.keys(errorRegistry).filter(
    (code) => code.startsWith('ERR_') && !tests.includes(code),
  )
  t.deepEqual(missing, [])
})
