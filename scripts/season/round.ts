import { randomBytes } from 'node:crypto'
import { entryCommitment, saltHash, scoresCommitment } from '@research-hub/sdk/codecs'
import { fromHex } from '@research-hub/sdk/payments'
import type { Corpus } from '@research-hub/tiny-lm'
import { type Candidate, describeRecipe, evaluate, type Recipe, train } from './models.js'
import { evaluators } from './people.js'
import type { Placing } from './report/data.js'
import { near1 } from './settings.js'
import type { World } from './world.js'

export type RoundOptions = {
  readonly cid: bigint
  readonly corpus: Corpus
  readonly entrants: ReadonlyMap<string, Recipe>
}

export type RoundResult = {
  readonly placings: readonly Placing[]
  readonly candidates: ReadonlyMap<string, Candidate>
}

const secret = (): string => randomBytes(32).toString('hex')

/** One competition from registration to paid prizes. Its prize is in escrow already. */
export async function runRound(world: World, options: RoundOptions): Promise<RoundResult> {
  const { cid, corpus, entrants } = options
  const context = { chainId: world.chainId, contractId: world.ids.competition, cid }
  const competition = world.hub('organiser').competition
  const recorder = world.recorder

  recorder.step(`round ${cid}: register`)
  const { bond } = await competition.competition({ cid })
  for (const name of entrants.keys()) {
    await world.hub(name).competition.apply({ cid, depositYocto: bond + near1 / 20n })
  }
  const salts = new Map<string, string>()
  for (const name of evaluators) {
    const salt = secret()
    salts.set(name, salt)
    const sealed = saltHash(context, world.id(name), salt)
    await world.hub(name).competition.enrol({ cid, saltHash: sealed })
  }

  recorder.step(`round ${cid}: train and commit`)
  await world.enterPhase(cid, 'commit')
  for (const name of entrants.keys()) {
    await competition.requestCredits({ cid, accountId: world.id(name) })
  }
  const candidates = new Map<string, Candidate>()
  const entrySalts = new Map<string, string>()
  for (const [name, recipe] of entrants) {
    const candidate = train(corpus, recipe)
    const salt = secret()
    candidates.set(name, candidate)
    entrySalts.set(name, salt)
    const { artifactRoot, manifestRoot } = candidate
    const accountId = world.id(name)
    const commitment = entryCommitment(context, { accountId, artifactRoot, manifestRoot, salt })
    await world.hub(name).competition.commit({ cid, commitment })
  }

  recorder.step(`round ${cid}: reveal, and the seed`)
  await world.enterPhase(cid, 'reveal')
  for (const [name, salt] of salts) await world.hub(name).competition.revealSalt({ cid, salt })
  for (const [name, { artifactRoot, manifestRoot }] of candidates) {
    const salt = entrySalts.get(name) ?? ''
    await world.hub(name).competition.reveal({ cid, artifactRoot, manifestRoot, salt })
  }
  // No artefact and no salt can be shown any more.
  await world.enterPhase(cid, 'eval_commit')
  await competition.fixSeed({ cid })
  const { seed } = await competition.competition({ cid })

  recorder.step(`round ${cid}: evaluate`)
  const bits = new Map<string, number>()
  const sealed = new Map<string, { readonly scores: readonly number[]; readonly salt: string }>()
  for (const evaluator of evaluators) {
    for (const [name, { model }] of candidates) {
      const { bitsPerByte, result } = evaluate(corpus, model, fromHex(seed))
      bits.set(name, bitsPerByte)
      const salt = secret()
      const scores = [result]
      sealed.set(`${evaluator} ${name}`, { scores, salt })
      const seal = {
        entrantId: world.id(name),
        evaluatorId: world.id(evaluator),
        seed,
        scores,
        salt,
      }
      const commitment = scoresCommitment(context, seal)
      const accountId = world.id(name)
      await world.hub(evaluator).competition.commitScores({ cid, accountId, commitment })
    }
  }
  await world.enterPhase(cid, 'eval_reveal')
  for (const evaluator of evaluators) {
    for (const name of candidates.keys()) {
      const shown = sealed.get(`${evaluator} ${name}`)
      if (shown === undefined) continue
      const accountId = world.id(name)
      await world.hub(evaluator).competition.revealScores({ cid, accountId, ...shown })
    }
  }

  recorder.step(`round ${cid}: rank and pay`)
  await world.enterPhase(cid, 'challenge')
  for (const name of candidates.keys()) {
    await competition.tally({ cid, accountId: world.id(name) })
  }
  await world.enterPhase(cid, 'results')
  await competition.finalise({ cid })
  const placings = await payPrizes(world, cid, candidates, bits)
  for (const evaluator of evaluators) {
    await competition.settleEvaluator({ cid, evaluatorId: world.id(evaluator) })
  }
  return { placings, candidates }
}

async function payPrizes(
  world: World,
  cid: bigint,
  candidates: ReadonlyMap<string, Candidate>,
  bits: ReadonlyMap<string, number>,
): Promise<readonly Placing[]> {
  const competition = world.hub('organiser').competition
  const { bond } = await competition.competition({ cid })
  const placings: Placing[] = []
  for (const { rank, accountId, score } of await competition.page({ cid, fromRank: 1 })) {
    const name = world.nameOf(accountId)
    const credit = () => competition.creditOf({ accountId, token: 'NEAR' })
    const before = await credit()
    await competition.claim({ cid, accountId })
    const candidate = candidates.get(name)
    placings.push({
      rank,
      accountId,
      recipe: candidate === undefined ? '' : describeRecipe(candidate.recipe),
      bitsPerByte: bits.get(name) ?? 0,
      score,
      prizeYocto: (await credit()) - before - bond,
    })
  }
  return placings
}
