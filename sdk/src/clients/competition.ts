import { admit } from '../actions/competition/admit.js'
import { admitSeat } from '../actions/competition/admit-seat.js'
import { apply } from '../actions/competition/apply.js'
import { artifact } from '../actions/competition/artifact.js'
import { cancel } from '../actions/competition/cancel.js'
import { claim } from '../actions/competition/claim.js'
import { clearScores } from '../actions/competition/clear-scores.js'
import { closeEntry } from '../actions/competition/close-entry.js'
import { commit } from '../actions/competition/commit.js'
import { commitScores } from '../actions/competition/commit-scores.js'
import { competition } from '../actions/competition/competition.js'
import { config } from '../actions/competition/config.js'
import { createSeries } from '../actions/competition/create-series.js'
import { cutoff } from '../actions/competition/cutoff.js'
import { deny } from '../actions/competition/deny.js'
import { enrol } from '../actions/competition/enrol.js'
import { enrolment } from '../actions/competition/enrolment.js'
import { entry } from '../actions/competition/entry.js'
import { evaluator } from '../actions/competition/evaluator.js'
import { finalise } from '../actions/competition/finalise.js'
import { fixSeed } from '../actions/competition/fix-seed.js'
import { forgetArtifact } from '../actions/competition/forget-artifact.js'
import { fund } from '../actions/competition/fund.js'
import { funding } from '../actions/competition/funding.js'
import { isCreator } from '../actions/competition/is-creator.js'
import { outboxReceived } from '../actions/competition/outbox-received.js'
import { page } from '../actions/competition/page.js'
import { params } from '../actions/competition/params.js'
import { phase } from '../actions/competition/phase.js'
import { proof } from '../actions/competition/proof.js'
import { purge } from '../actions/competition/purge.js'
import { rank } from '../actions/competition/rank.js'
import { refund } from '../actions/competition/refund.js'
import { registerEvaluator } from '../actions/competition/register-evaluator.js'
import { registerWinner } from '../actions/competition/register-winner.js'
import { requestCredits } from '../actions/competition/request-credits.js'
import { requestUnbond } from '../actions/competition/request-unbond.js'
import { reveal } from '../actions/competition/reveal.js'
import { revealSalt } from '../actions/competition/reveal-salt.js'
import { revealScores } from '../actions/competition/reveal-scores.js'
import { roll } from '../actions/competition/roll.js'
import { scores } from '../actions/competition/scores.js'
import { seat } from '../actions/competition/seat.js'
import { series } from '../actions/competition/series.js'
import { setCreator } from '../actions/competition/set-creator.js'
import { setTemplate } from '../actions/competition/set-template.js'
import { settleEvaluator } from '../actions/competition/settle-evaluator.js'
import { tally } from '../actions/competition/tally.js'
import { unbond } from '../actions/competition/unbond.js'
import { voidCompetition } from '../actions/competition/void-competition.js'
import { withdrawEntry } from '../actions/competition/withdraw-entry.js'
import { type Bound, bind } from './bind.js'
import type { Client } from './client.js'
import { type SharedClient, sharedClient } from './shared.js'

/** Every action of the competition contract with its client filled in. */
export type CompetitionClient = SharedClient & {
  readonly admit: Bound<typeof admit>
  readonly admitSeat: Bound<typeof admitSeat>
  readonly apply: Bound<typeof apply>
  readonly artifact: Bound<typeof artifact>
  readonly cancel: Bound<typeof cancel>
  readonly claim: Bound<typeof claim>
  readonly clearScores: Bound<typeof clearScores>
  readonly closeEntry: Bound<typeof closeEntry>
  readonly commit: Bound<typeof commit>
  readonly commitScores: Bound<typeof commitScores>
  readonly competition: Bound<typeof competition>
  readonly config: Bound<typeof config>
  readonly createSeries: Bound<typeof createSeries>
  readonly cutoff: Bound<typeof cutoff>
  readonly deny: Bound<typeof deny>
  readonly enrol: Bound<typeof enrol>
  readonly enrolment: Bound<typeof enrolment>
  readonly entry: Bound<typeof entry>
  readonly evaluator: Bound<typeof evaluator>
  readonly finalise: Bound<typeof finalise>
  readonly fixSeed: Bound<typeof fixSeed>
  readonly forgetArtifact: Bound<typeof forgetArtifact>
  readonly fund: Bound<typeof fund>
  readonly funding: Bound<typeof funding>
  readonly isCreator: Bound<typeof isCreator>
  readonly outboxReceived: Bound<typeof outboxReceived>
  readonly page: Bound<typeof page>
  readonly params: Bound<typeof params>
  readonly phase: Bound<typeof phase>
  readonly proof: Bound<typeof proof>
  readonly purge: Bound<typeof purge>
  readonly rank: Bound<typeof rank>
  readonly refund: Bound<typeof refund>
  readonly registerEvaluator: Bound<typeof registerEvaluator>
  readonly registerWinner: Bound<typeof registerWinner>
  readonly requestCredits: Bound<typeof requestCredits>
  readonly requestUnbond: Bound<typeof requestUnbond>
  readonly reveal: Bound<typeof reveal>
  readonly revealSalt: Bound<typeof revealSalt>
  readonly revealScores: Bound<typeof revealScores>
  readonly roll: Bound<typeof roll>
  readonly scores: Bound<typeof scores>
  readonly seat: Bound<typeof seat>
  readonly series: Bound<typeof series>
  readonly setCreator: Bound<typeof setCreator>
  readonly setTemplate: Bound<typeof setTemplate>
  readonly settleEvaluator: Bound<typeof settleEvaluator>
  readonly tally: Bound<typeof tally>
  readonly unbond: Bound<typeof unbond>
  readonly voidCompetition: Bound<typeof voidCompetition>
  readonly withdrawEntry: Bound<typeof withdrawEntry>
}

export function competitionClient(client: Client): CompetitionClient {
  return {
    ...sharedClient(client, 'competition'),
    ...bind(
      {
        admit,
        admitSeat,
        apply,
        artifact,
        cancel,
        claim,
        clearScores,
        closeEntry,
        commit,
        commitScores,
        competition,
        config,
        createSeries,
        cutoff,
        deny,
        enrol,
        enrolment,
        entry,
        evaluator,
        finalise,
        fixSeed,
        forgetArtifact,
        fund,
        funding,
        isCreator,
        outboxReceived,
        page,
        params,
        phase,
        proof,
        purge,
        rank,
        refund,
        registerEvaluator,
        registerWinner,
        requestCredits,
        requestUnbond,
        reveal,
        revealSalt,
        revealScores,
        roll,
        scores,
        seat,
        series,
        setCreator,
        setTemplate,
        settleEvaluator,
        tally,
        unbond,
        voidCompetition,
        withdrawEntry,
      },
      client,
    ),
  }
}
