import { readDocumentation } from '@research-hub/tiny-lm'
import type { HubConfig } from '../config.js'
import { near } from '../demo/print.js'
import { findRoot } from '../root.js'
import { attestationInit, attestWorker } from './attest.js'
import { flowsOf } from './flows.js'
import { payForInference } from './inference.js'
import { licenseWinner, registerDataset } from './license.js'
import { fillPool, fundNextPrize, openPool } from './next-model.js'
import { researchers } from './people.js'
import { promote, qualifyAll } from './promote.js'
import type { Round, SeasonReport } from './report/data.js'
import { shareRevenue } from './revenue.js'
import { runRound } from './round.js'
import { openSeries, rollAndFund } from './series.js'
import { ladderTimes, near1 } from './settings.js'
import { payOutEveryone, requireSolvent } from './settle-up.js'
import { startWorld } from './world.js'

/** A third of the six who compete. */
const seats = 2

/** Runs one whole season and says what came of it; `say` gets a line for each turn. */
export async function runSeason(
  config: HubConfig,
  say: (text: string) => void,
): Promise<SeasonReport> {
  const world = await startWorld(config, {
    ladder: {
      season_s: ladderTimes.seasonS,
      standing_s: ladderTimes.standingS,
      offer_s: ladderTimes.offerS,
      veto_s: ladderTimes.vetoS,
      tiers: config.contracts.ladder.tiers.map(
        ({ size, seats, bench, kappaBps, entries, resources }) => ({
          size,
          seats,
          bench,
          kappa_bps: kappaBps,
          entries,
          resources,
        }),
      ),
    },
    attestation: attestationInit(),
  })
  const { recorder } = world
  say(`five contracts on chain ${world.chainId}`)

  const corpus = readDocumentation(findRoot())
  recorder.step('dataset and pool')
  const dataset = await registerDataset(world, corpus.training)
  const poolId = await openPool(world, near1 / 20n)

  const seriesId = await openSeries(world)
  const rounds: Round[] = []
  const results = []
  for (const turn of [0, 1] as const) {
    const cid = await rollAndFund(world, seriesId)
    const entrants = new Map(
      Object.entries(researchers).map(([name, recipes]) => [name, recipes[turn]]),
    )
    const result = await runRound(world, { cid, corpus, entrants })
    results.push({ cid, ...result })
    rounds.push({ title: `Round ${turn + 1} at 0.5B`, placings: result.placings })
    await qualifyAll(
      world,
      cid,
      result.placings.map(({ accountId }) => accountId),
    )
    const [best] = result.placings
    say(
      `round ${turn + 1}: ${best?.accountId} wins ${near(best?.prizeYocto ?? 0n)} at ${best?.bitsPerByte.toFixed(3)} bits per byte`,
    )
  }

  recorder.step('promotion')
  const last = results[1]
  const [winnerPlacing] = last?.placings ?? []
  if (last === undefined || winnerPlacing === undefined) throw new Error('nobody won')
  const candidates = last.placings.map(({ accountId }) => accountId)
  const { rungs, promoted } = await promote(world, candidates, seats)
  say(
    `${promoted.length} of ${candidates.length} move up to ${rungs[1]?.size}: ${promoted.join(', ')}`,
  )

  recorder.step('licence')
  const winner = world.nameOf(winnerPlacing.accountId)
  await world.hub('organiser').competition.registerWinner({
    cid: last.cid,
    accountId: winnerPlacing.accountId,
  })
  const { entryId } = (await world
    .hub('organiser')
    .competition.entry({ cid: last.cid, accountId: winnerPlacing.accountId })) ?? { entryId: 0n }
  const helpers = Object.keys(researchers)
    .filter((name) => name !== winner)
    .slice(0, 2)
  const model = await licenseWinner(world, winner, { cid: last.cid, entryId }, dataset, helpers)
  say(`asset ${model.assetId} is the model of ${winner}, shared with ${helpers.join(' and ')}`)

  recorder.step('attest')
  const worker = await attestWorker(world)
  say(
    `the worker runs measurement ${worker.measurementId.slice(0, 16)}..., valid: ${worker.isValid}`,
  )

  recorder.step('inference')
  const candidate = last.candidates.get(winner)
  if (candidate === undefined) throw new Error('the winning model is gone')
  const paid = await payForInference(world, config, candidate.model, model.assetId)
  say(
    `${paid.tokens} tokens for ${near(paid.paidYocto)}, of which ${near(paid.royaltyYocto)} for the model`,
  )

  recorder.step('revenue')
  const revenue = await shareRevenue(world, model, dataset.assetId, poolId)

  recorder.step('next model')
  const filledYocto = await fillPool(world, poolId)
  const next = await fundNextPrize(world, poolId)
  say(`the pool pays ${near(next.prizeYocto)} into the prize of competition ${next.cid}`)

  recorder.step('withdraw')
  await payOutEveryone(world)
  await requireSolvent(world)
  const reconciliation = world.books.close()
  if (reconciliation.differenceYocto !== 0n) throw new Error('the season does not reconcile')
  await world.devnet.close()

  return {
    rounds,
    ladder: rungs,
    flows: flowsOf(world, paid, revenue, { filledYocto, prizeYocto: next.prizeYocto }),
    steps: recorder.steps(),
    methods: recorder.methods(),
    reconciliation,
    completion: paid.text,
  }
}
