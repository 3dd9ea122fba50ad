import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'

const run = promisify(execFile)
const root = findRoot()
const readme = readFileSync(join(root, 'README.md'), 'utf8')

test('the README is short and names only commands that exist', (t) => {
  t.true(readme.split('\n').length < 150)
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...readme.matchAll(/npm (?:run ([a-z:]+)|(test))/g)].map(
    ([, script, short]) => script ?? short ?? '',
  )
  t.true(named.includes('demo') && named.includes('test'))
  for (const name of named) t.true(name in scripts, `npm run ${name}`)
})

test('the season of the README runs, closes the loop and reconciles to the yocto', async (t) => {
  const words = ['scripts/setup.mjs', '--run', 'scripts/dist/demo.js']
  const { stdout } = await run(process.execPath, words, { cwd: root })
  t.regex(stdout, /round 2: \w+\.hub\.near wins/)
  t.regex(stdout, /[1-3] of \d move up to 2B/)
  t.regex(stdout, /valid: true/)
  t.regex(stdout, /into the prize of competition 3/)
  t.regex(stdout, /difference +0 NEAR/)
  const report = readFileSync(join(root, 'demo-report.html'), 'utf8')
  t.is(report.match(/<svg/g)?.length, 5)
  t.notRegex(report, /<script|https?:\/\//)
})

test('the short demo of the README runs and reconciles', async (t) => {
  const words = [
    'scripts/setup.mjs',
    '--run',
    'scripts/dist/demo-inference.js',
    '--prompt',
    'A payment channel is',
    '--max-tokens',
    '48',
  ]
  const { stdout } = await run(process.execPath, words, { cwd: root })
  for (const step of ['1. ', '2. ', '3. ', '4. ', '5. ', '6. '])
    t.true(stdout.includes(`\n${step}`), step)
  t.regex(stdout, /without payment it answers 402/)
  t.regex(stdout, /48 tokens/)
  t.is(stdout.match(/difference +0 NEAR/g)?.length, 2)
})

test('the demo serves another backend when one is given', async (t) => {
  const { createInferenceApp, createTinyLmBackend, serveOnLoopback } = await import(
    '@research-hub/inference-server'
  )
  const { trainModel } = await import('@research-hub/tiny-lm')
  const model = trainModel(new TextEncoder().encode('upstream text. '.repeat(30)))
  const upstream = await serveOnLoopback(
    createInferenceApp(createTinyLmBackend(model), (_c, next) => next()),
  )
  const words = [
    'scripts/dist/demo-inference.js',
    '--upstream',
    upstream.url,
    '--model',
    'tiny-lm',
    '--max-tokens',
    '40',
  ]
  const { stdout } = await run(process.execPath, words, { cwd: root })
  await upstream.close()
  t.true(stdout.includes(`model: whatever ${upstream.url} serves`))
  t.regex(stdout, /40 tokens/)
})

test('the TypeScript example of the README runs', async (t) => {
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1]
  t.truthy(example)
  const folder = await mkdtemp(join(root, 'tests', 'dist', 'readme-'))
  const { default: ts } = await import('typescript')
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  await writeFile(
    join(folder, 'example.mjs'),
    ts.transpileModule(example ?? '', { compilerOptions }).outputText,
  )
  const { stdout } = await run(process.execPath, [join(folder, 'example.mjs')], { cwd: root })
  await rm(folder, { recursive: true })
  t.regex(stdout, /settled 250000000000000000000000/)
})
