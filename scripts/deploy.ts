/** `npm run deploy`: brings a network to what near.config.json wants. Plan first; running it again does nothing. */
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileJournal } from '@research-hub/sdk/node'
import { readConfig } from './config.js'
import { folderKeys } from './deploy/keys.js'
import { openNetwork } from './deploy/network.js'
import { readOptions } from './deploy/options.js'
import { describeStep, type PlanStep } from './deploy/plan.js'
import { deploy } from './deploy/run.js'
import { desiredState } from './deploy/targets.js'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`deploy: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const config = readConfig()
  const name = options.network ?? config.defaultNetwork
  const network = await openNetwork(config, name)
  const { accountId: rootId } = network.root
  const { ownerId = rootId, guardianId = rootId, treasuryId = rootId } = config.deploy
  const desired = desiredState(config, rootId, { ownerId, guardianId, treasuryId })
  const journal = await fileJournal(join(network.folder, 'journal.jsonl'))
  const keys = folderKeys(join(network.folder, 'keys'))
  const deployment = { ...network, ids: desired.ids, keys, amounts: config.deploy, journal }
  say(`network ${name}, root account ${rootId}, owner ${ownerId}`)
  const steps = await deploy(deployment, desired, {
    removesKeys: network.removesKeys,
    planOnly: options.planOnly,
    onPlan: (plan) =>
      confirm(plan, options.yes || options.planOnly || network.devnet !== undefined),
    onStep: (step) => say(`done: ${describeStep(step)}`),
  })
  if (steps.length === 0) say('everything is as the configuration wants it')
  for (const [contract, accountId] of Object.entries(desired.ids))
    say(`  ${contract}: ${accountId}`)
  await journal.close()
  if (options.servePort === undefined || network.devnet === undefined) return network.close()
  const server = await network.devnet.listen({ port: options.servePort })
  say(`JSON-RPC at ${server.url}; stop with Ctrl-C`)
}

async function confirm(plan: readonly PlanStep[], isAgreed: boolean): Promise<void> {
  if (plan.length === 0) return
  say('plan:')
  for (const step of plan) say(`  ${describeStep(step)}`)
  if (isAgreed) return
  const questions = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await questions.question('do this? [y/N] ')
  questions.close()
  if (!/^y(es)?$/i.test(answer)) throw new Error('not agreed; nothing was done')
}
