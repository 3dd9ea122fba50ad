/**
 * `npm test`: sets up, checks, builds, runs every test and ends with `N passed, N failed`.
 * Arguments go to AVA, so `npm test -- tests/dist/sdk/voucher.test.js` runs one file. With `--deep`
 * as the first, it is the heavy tier that runs.
 */
import { spawn, spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isDeep = process.argv[2] === '--deep'
const selected = process.argv.slice(isDeep ? 3 : 2)
const config = isDeep ? ['--config', 'ava.deep.config.mjs'] : []

for (const words of [
  ['scripts/setup.mjs', '--only', 'install'],
  ['scripts/check.mjs'],
  ['scripts/setup.mjs'],
]) {
  if (spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status !== 0) {
    process.stdout.write('0 passed, 1 failed\n')
    process.exit(1)
  }
}

const ava = spawn(
  process.execPath,
  ['node_modules/ava/entrypoints/cli.mjs', ...config, ...selected],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
let tail = ''
let passed = 0
ava.stdout.on('data', (chunk) => {
  process.stdout.write(chunk)
  passed += String(chunk).split('✔').length - 1
  tail = (tail + chunk).slice(-4000)
})
ava.on('close', (status) => {
  const skipped = count(/(\d+) tests? skipped/)
  let failed =
    count(/(\d+) tests? failed/) +
    count(/(\d+) known failures?/) +
    count(/(\d+) uncaught exceptions?/) +
    count(/(\d+) unhandled rejections?/) +
    count(/(\d+) tests? remained pending/)
  if (status !== 0 && failed === 0) failed = 1
  process.stdout.write(
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  )
  process.exit(status === 0 && failed === 0 ? 0 : 1)
})

function count(pattern) {
  return Number(pattern.exec(tail)?.[1] ?? 0)
}
