/** `npm run bench`: measured figures beside the alternative each is compared with, in one run. */
import { benchCompiler } from './bench/compiler.js'
import { benchDevnet } from './bench/devnet.js'
import { benchPayments } from './bench/payments.js'

const parts = { compiler: benchCompiler, devnet: benchDevnet, payments: benchPayments }
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  process.stderr.write(
    `bench: no part '${unknown[0]}'; there are ${Object.keys(parts).join(', ')}\n`,
  )
  process.exit(2)
}
for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
