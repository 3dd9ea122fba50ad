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

/** The text of all tests below a folder, and whether a code stands in it as a word of its own. */
function testsUnder(...folder: readonly string[]): (code: string) => boolean {
  const text = readdirSync(join(findRoot(), 'tests', ...folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join('tests', ...folder, path)))
    .join()
  return (code) => new RegExp(`(?<![A-Z_])${code}(?![A-Z_])`).test(text)
}

test('every error code is raised by a test, one of a contract by a test of that contract', (t) => {
  const isRaised = testsUnder('contracts')
  const codes = Object.keys(errorRegistry).filter((code) => code.startsWith('ERR_'))
  t.deepEqual(
    codes.filter((code) => !isRaised(code)),
    [],
  )
  for (const contract of Object.keys(readConfig().contracts)) {
    const isRaisedThere = testsUnder('contracts', contract)
    const own = read(join('contracts', contract, 'errors.ts')).match(/^ {2}ERR_[A-Z_]+(?=:)/gm)
    t.true((own ?? []).length > 10, contract)
    for (const code of own ?? []) t.true(isRaisedThere(code.trim()), `${contract}: ${code.trim()}`)
  }
})
