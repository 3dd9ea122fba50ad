/** One run: turns of commands against the contract, then everybody's way out. */
import type { Turn } from './commands.js'
import { createComparer } from './compare.js'
import { leave } from './epilogue.js'
import { createOracle, type Oracle } from './oracle.js'
import { drain, note, type Run, send } from './play.js'
import type { Setting } from './setting.js'
import { createSignedBook } from './signed.js'

export type Tally = ReadonlyMap<string, number>

/** Runs turns from a setting that is then as it was; throws where contract and model part. */
export async function runAgainstModel(setting: Setting, turns: readonly Turn[]): Promise<Tally> {
  const { devnet, driver } = setting
  const start = devnet.snapshot()
  const paidBefore = new Map(setting.world.oracle.paidIn)
  const oracle: Oracle = { ...createOracle() }
  for (const [token, amount] of paidBefore) oracle.paidIn.set(token, amount)
  driver.arrived.clear()
  const run: Run = {
    setting,
    world: {
      ctx: setting.world.ctx,
      signed: createSignedBook(),
      oracle,
      channels: [],
      outboxBase: 0n,
      history: [],
      promised: new Map(),
      revisions: new Map(),
      salts: 0,
    },
    comparer: createComparer(devnet),
    model: structuredClone(setting.model),
    tally: new Map(),
  }
  try {
    for (const turn of turns) await take(run, turn)
    await leave(run)
  } finally {
    devnet.revert(start)
  }
  return run.tally
}

async function take(run: Run, { blocks, commands }: Turn): Promise<void> {
  for (const command of commands) send(run, command)
  if (blocks === 0) await drain(run)
  else {
    for (let i = 0; i < blocks; i++) note(run, run.setting.driver.block())
    await run.comparer.compare(run.model, run.world)
  }
}
