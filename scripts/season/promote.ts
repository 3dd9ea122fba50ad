import type { Rung } from './report/data.js'
import { ladderTimes } from './settings.js'
import type { World } from './world.js'

const secondNs = 1_000_000_000n

/** Proves every result of a round to the ladder: anyone may, and nobody has to be believed. */
export async function qualifyAll(
  world: World,
  cid: bigint,
  accountIds: readonly string[],
): Promise<void> {
  const { competition, ladder } = world.hub('organiser')
  for (const accountId of accountIds) {
    const shown = await competition.proof({ cid, accountId })
    if (shown !== null) await ladder.qualify({ cid, accountId, proof: shown.proof })
  }
}

export type Promotion = {
  readonly rungs: readonly Rung[]
  readonly promoted: readonly string[]
}

/**
 * The turn of a season: candidates stand with the best two of their last three rounds, free seats of the
 * next tier are offered in that order, and those who get one claim it.
 */
export async function promote(
  world: World,
  candidates: readonly string[],
  seats: number,
): Promise<Promotion> {
  const { ladder } = world.hub('organiser')
  const { genesisNs } = await ladder.params()
  world.travelTo(genesisNs + BigInt(ladderTimes.seasonS) * secondNs + secondNs)
  for (const accountId of candidates) await ladder.stand({ tier: 0, accountId })
  const { standingEndsNs, season } = await ladder.season()
  world.travelTo(standingEndsNs + secondNs)
  // A third of who stands may move up, so there may be fewer offers than seats.
  const { returned: offers } = await ladder.offerSeats({ tier: 1, limit: seats })
  const ranked = await ladder.candidates({ tier: 0, season })
  const promoted: string[] = []
  for (const { accountId } of ranked.slice(0, offers)) {
    await world.hub(world.nameOf(accountId)).ladder.claimSeat({ tier: 1 })
    promoted.push(accountId)
  }
  const { tiers } = await ladder.params()
  const rungs: Rung[] = []
  for (let tier = 0; tier < tiers; tier++) {
    const { config, held } = await ladder.tier({ tier })
    const standing = tier === 0 ? candidates.length : 0
    rungs.push({ size: config.size, seats: config.seats, standing, held })
  }
  return { rungs, promoted }
}
