import { createHash } from 'node:crypto'
import { ladderTimes, near1, periodS, tierZeroRules } from './settings.js'
import type { World } from './world.js'

const secondNs = 1_000_000_000n
const day = 86_400n * secondNs

/** The pool that trains the next model: revenue flows into it, and its stage pays a prize. */
export async function openPool(world: World, goalYocto: bigint): Promise<bigint> {
  const { ladder, licensing } = world.hub('organiser')
  const now = world.nowNs()
  const created = await ladder.createPool({
    tier: 1,
    token: 'NEAR',
    managerId: world.id('organiser'),
    goal: goalYocto,
    deadlineNs: now + 100n * day,
    stages: [{ limit: goalYocto, deadlineNs: now + 200n * day }],
  })
  const poolId = BigInt(created.returned)
  await licensing.setNextPool({ poolId })
  return poolId
}

/** Contributors fill the pool up to its goal. */
export async function fillPool(world: World, poolId: bigint): Promise<bigint> {
  const { goal, raised } = await readPool(world, poolId)
  const missing = goal - raised
  await world.hub('funder').ladder.contribute({ poolId, depositYocto: missing })
  return missing
}

/** The next tier's contest, for those with a seat; rolled, and opened by the pool's money alone. */
export async function fundNextPrize(
  world: World,
  poolId: bigint,
): Promise<{ readonly cid: bigint; readonly prizeYocto: bigint }> {
  const { competition, ladder } = world.hub('organiser')
  const { goal } = await readPool(world, poolId)
  const created = await competition.createSeries({
    config: {
      ...tierZeroRules,
      title: 'Tiny models, 2B rules',
      tier: 1,
      admission: 'seat',
      minRanked: 1,
      prize: goal,
      rulesRoot: createHash('sha256').update('2B rules').digest('hex'),
      datasetRoot: createHash('sha256').update('2B data').digest('hex'),
      evaluators: world.evaluatorIds,
    },
    periodS,
  })
  const seriesId = BigInt(created.returned)
  await ladder.setSeries({ tier: 1, seriesId })
  const rolled = await competition.roll({ seriesId })
  const cid = BigInt(rolled.returned)
  await ladder.proposeRelease({
    poolId,
    amount: goal,
    evidenceHash: createHash('sha256').update(`prize of ${cid}`).digest('hex'),
    toCid: cid,
  })
  world.travelTo(world.nowNs() + BigInt(ladderTimes.vetoS) * secondNs + secondNs)
  await ladder.release({ poolId, depositYocto: 0n })
  const { phase, prizeEscrow } = await competition.competition({ cid })
  if (phase !== 'registration' || prizeEscrow !== goal) {
    throw new Error(
      `competition ${cid} has ${prizeEscrow} of ${goal / near1} NEAR and is in ${phase}`,
    )
  }
  return { cid, prizeYocto: prizeEscrow }
}

export type PoolBooks = {
  readonly goal: bigint
  readonly raised: bigint
  readonly revenue: bigint
}

/** A pool that is known to exist. */
export async function readPool(world: World, poolId: bigint): Promise<PoolBooks> {
  const pool = await world.hub('organiser').ladder.pool({ poolId })
  if (pool === null) throw new Error(`there is no pool ${poolId}`)
  return pool
}
