/** Sending commands, and what model and tally learn from what then ran. */
import type { Command } from './commands.js'
import type { Comparer } from './compare.js'
import type { Executed } from './driver.js'
import { codeOf, follow } from './follow.js'
import { plansOf } from './plans.js'
import type { Setting } from './setting.js'
import type { Model } from './state.js'
import type { World } from './world.js'

export type Run = {
  readonly setting: Setting
  readonly world: World
  readonly comparer: Comparer
  model: Model
  /** What ran at the contract, by method, and how it ended. */
  readonly tally: Map<string, number>
}

const minuteNs = 60_000_000_000n
/** Beyond the window in which an id can be opened again. */
const manyBlocks = 1300n

export function send(run: Run, command: Command): void {
  const { driver } = run.setting
  if (command.kind === 'wait') note(run, driver.advance(BigInt(command.minutes) * minuteNs))
  else if (command.kind === 'skipBlocks') {
    // Answers that take 600 blocks are another test's matter.
    while (!driver.isIdle()) note(run, driver.block())
    note(run, driver.skipBlocks(manyBlocks))
  } else {
    const { height } = run.setting.devnet.chain.head().header
    for (const plan of plansOf(run.world, command, height)) driver.submit(plan)
  }
}

/** Makes blocks until nothing is under way, and compares. */
export async function drain(run: Run): Promise<void> {
  const { driver } = run.setting
  do note(run, driver.block())
  while (!driver.isIdle())
  await run.comparer.compare(run.model, run.world)
  await run.comparer.compareIdle(run.model, run.world, driver.arrived)
}

export function note(run: Run, executed: readonly Executed[]): void {
  for (const one of executed) {
    run.model = follow(run.model, run.world, one)
    run.world.oracle.observe(one, run.world.signed)
    const method = one.actions[0]?.method ?? ''
    // What a callback answers tells whether the money arrived.
    const isCallback = one.result !== undefined && one.value !== undefined
    const end = isCallback ? Buffer.from(one.value ?? []).toString() : 'ok'
    const name = `${method} ${one.failure === undefined ? end : codeOf(one.failure)}`
    run.tally.set(name, (run.tally.get(name) ?? 0) + 1)
  }
}
