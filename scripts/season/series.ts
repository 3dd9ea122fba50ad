import { createHash } from 'node:crypto'
import { evaluators } from './people.js'
import { near1, periodS, tierZeroRules } from './settings.js'
import type { World } from './world.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The organiser opens the monthly series; the evaluators it names put their bonds down. */
export async function openSeries(world: World): Promise<bigint> {
  world.recorder.step('series')
  const created = await world.hub('organiser').competition.createSeries({
    config: {
      ...tierZeroRules,
      rulesRoot: sha256('held-out bits per byte of this repository'),
      datasetRoot: sha256('documentation of this repository'),
      evaluators: world.evaluatorIds,
    },
    periodS,
  })
  for (const name of evaluators) {
    await world.hub(name).competition.registerEvaluator({ depositYocto: 3n * near1 })
  }
  const seriesId = BigInt(created.returned)
  await world.hub('organiser').ladder.setSeries({ tier: 0, seriesId })
  return seriesId
}

/** The month's competition, once it is due, with its prize in escrow. */
export async function rollAndFund(world: World, seriesId: bigint): Promise<bigint> {
  const { competition } = world.hub('organiser')
  const { nextStartNs } = await competition.series({ seriesId })
  world.travelTo(nextStartNs)
  const rolled = await competition.roll({ seriesId })
  const cid = BigInt(rolled.returned)
  await world.hub('funder').competition.fund({ cid, depositYocto: tierZeroRules.prize })
  return cid
}
