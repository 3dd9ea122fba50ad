/**
 * `npm run test:sandbox`: the end-to-end suite on NEAR's own node. `NEAR_SANDBOX_BIN_PATH` names the
 * binary; without it nothing can be run, and that is said.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const binary = process.env.NEAR_SANDBOX_BIN_PATH
if (binary === undefined) {
  process.stdout.write(
    'test:sandbox: NEAR_SANDBOX_BIN_PATH names no near-sandbox binary; nothing was tested\n',
  )
  process.exit(0)
}
accessSync(binary, constants.X_OK)
const setup = spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: 'inherit' })
if (setup.status !== 0) process.exit(1)
const words = ['node_modules/ava/entrypoints/cli.mjs', 'tests/dist/e2e/near-workspaces.test.js']
const result = spawnSync(process.execPath, words, {
  cwd: root,
  stdio: 'inherit',
  // near-sandbox 0.1, inside near-workspaces, reads the folder; later ones read the file.
  env: { ...process.env, NEAR_SANDBOX_BINARY_PATH: dirname(binary), REAL_SANDBOX: '1' },
})
process.exit(result.status ?? 1)
