import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

const root = findRoot()
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8')

test('every path that the tour names is there', (t) => {
  const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '')
  const paths = quoted.filter((text) => /^[\w.-]+(\/[\w.-]+)+\/?$/.test(text))
  t.true(paths.length > 30)
  for (const path of paths) t.true(existsSync(join(root, path)), path)
})

test('the tour is short', (t) => {
  t.true(page.split('\n').length < 120)
})

test('commands that the tour names exist', (t) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  for (const [, name = ''] of page.matchAll(/npm run ([a-z:]+)/g)) t.true(name in scripts, name)
})
