/**
 * `npm run test:mutants`: builds and tests one-line mutants of the contracts, each of which the tests must notice.
 *
 *   --only NAME     mutants of one contract
 *   --match TEXT    mutants whose name contains the text
 *   --workers N     how many at a time; the number of processors by default
 *   --json          end with one line {"mutants": …, "survivors": […]}
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { mutantLists } from './mutants/lists.js'
import { type ContractName, type Mutant, nameOf } from './mutants/mutant.js'
import { baselineHolds, tryMutant } from './mutants/trial.js'
import { openWorkspace } from './mutants/workspace.js'
import { findRoot } from './root.js'

type Job = { readonly contract: ContractName; readonly mutant: Mutant; readonly name: string }

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    match: { type: 'string' },
    workers: { type: 'string' },
    json: { type: 'boolean' },
  },
})

const jobs: Job[] = mutantLists.flatMap(({ contract, mutants }) =>
  mutants
    .map((mutant) => ({ contract, mutant, name: nameOf(contract, mutant) }))
    .filter(({ name }) => options.only === undefined || name.startsWith(`${options.only} `))
    .filter(({ name }) => options.match === undefined || name.includes(options.match)),
)
const survivors: string[] = []
const queue = [...jobs]
let done = 0

await checkBaselines()
const workers = Number(options.workers ?? availableParallelism())
await Promise.all(Array.from({ length: Math.min(workers, jobs.length) }, work))
report()

async function checkBaselines(): Promise<void> {
  const workspace = openWorkspace(findRoot())
  try {
    for (const contract of new Set(jobs.map((job) => job.contract))) {
      if (await baselineHolds(workspace, contract)) continue
      process.stdout.write(`${contract}: its tests fail without any mutant; make them pass first\n`)
      process.exit(1)
    }
  } finally {
    workspace.close()
  }
}

async function work(): Promise<void> {
  const workspace = openWorkspace(findRoot())
  try {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const verdict = await tryMutant(workspace, job.contract, job.mutant)
      done++
      const reason = job.mutant.equivalent
      const note = verdict === 'survived' && reason !== undefined ? ` (${reason})` : ''
      process.stdout.write(`${done}/${jobs.length} ${verdict}: ${job.name}${note}\n`)
      if (verdict === 'survived' && reason === undefined) survivors.push(job.name)
    }
  } finally {
    workspace.close()
  }
}

function report(): void {
  if (options.json === true)
    process.stdout.write(`${JSON.stringify({ mutants: jobs.length, survivors })}\n`)
  else process.stdout.write(`${jobs.length} mutants, ${survivors.length} survivors\n`)
  process.exitCode = survivors.length === 0 ? 0 : 1
}
