/** Format, lint, types, structure and dependencies, cheapest first. Run through `npm run check`. */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stages = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']],
  ['types', ['scripts/setup.mjs', '--only', 'types']],
  ['structure', ['scripts/dist/check-structure.js']],
  ['dependencies that nothing uses', ['node_modules/knip/bin/knip.js']],
]

for (const [name, words] of stages) {
  const startedAt = Date.now()
  const result = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' })
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`check: ${name} ${result.status === 0 ? 'ok' : 'FAILED'} (${seconds} s)\n`)
  if (result.status !== 0) process.exit(1)
}
