/**
 * Compiles the contracts of `near.config.json` to `build/<name>.wasm` with ABI and report: all of
 * them, or those named as arguments.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@research-hub/compiler'
import { readConfig } from './config.js'
import { findRoot } from './root.js'

const root = findRoot()
const outDir = join(root, 'build')
const named = process.argv.slice(2)
mkdirSync(outDir, { recursive: true })

for (const [name, contract] of Object.entries(readConfig().contracts)) {
  if (named.length > 0 && !named.includes(name)) continue
  if (!existsSync(join(root, contract.source))) continue
  const { wasm, abi, report } = await compile(join(root, contract.source))
  writeFileSync(join(outDir, `${name}.wasm`), wasm)
  writeFileSync(join(outDir, `${name}.abi.json`), `${JSON.stringify(abi, undefined, 2)}\n`)
  writeFileSync(join(outDir, `${name}.report.json`), `${JSON.stringify(report, undefined, 2)}\n`)
  process.stdout.write(`${name}: ${wasm.length} bytes of wasm, ${report.exports.length} exports\n`)
}
