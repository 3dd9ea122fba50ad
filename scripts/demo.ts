/** `npm run demo`: one season from an empty chain to the next model's prize, with a report. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from './config.js'
import { line, near, table } from './demo/print.js'
import { findRoot } from './root.js'
import { formatTgas } from './season/report/format.js'
import { renderReport } from './season/report/page.js'
import { runSeason } from './season/run.js'

const startedAt = performance.now()
const report = await runSeason(readConfig(), line)
const path = join(findRoot(), 'demo-report.html')
writeFileSync(path, renderReport(report))

process.stdout.write('\n')
table([
  ['step', 'transactions', 'gas', 'cost'],
  ...report.steps.map(({ name, transactions, gasBurnt, costYocto }) => [
    name,
    String(transactions),
    `${formatTgas(gasBurnt)} Tgas`,
    near(costYocto),
  ]),
])
const { burntYocto, differenceYocto } = report.reconciliation
process.stdout.write('\n')
table([
  ['burnt by the chain for gas', near(burntYocto)],
  ['before, less after, less burnt: difference', near(differenceYocto)],
])
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(`\n   ${seconds} s; the whole story is in ${path}\n`)
