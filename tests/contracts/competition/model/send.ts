/** Carries a command of the model out against the contract. */
import type { CallResult } from '@research-hub/devnet'
import {
  type CompetitionFixture,
  contractId,
  evaluators as evaluatorIds,
  hex,
  tokenAccount,
} from '../../../support/competition-fixture.js'
import {
  artifactOf,
  entryCommitment,
  revealArgs,
  saltHash,
  saltOf,
  scoreCommitment,
} from '../../../support/competition-round.js'
import { near, secondNs } from '../../../support/units.js'
import type { Command } from './commands.js'
import { nameOf } from './entries.js'
import { secondScore } from './money.js'
import { bond, type Model, momentOf, slotKey, unbondDelayNs } from './state.js'

export type Stage = {
  readonly f: CompetitionFixture
  readonly cid: string
  readonly model: Model
  /** Credits as they were last compared. */
  readonly seenCredits: Map<string, bigint>
  /** Last notification of the ladder that was taken, and the last that was tried. */
  taken: number
  tried: number
}

const judgeOf = (judge: number): string => evaluatorIds[judge] ?? ''

/** Undefined where nothing was sent to the contract; rejects when what was called refuses. */
export async function carryOut(stage: Stage, command: Command): Promise<CallResult | undefined> {
  const { f, cid, model } = stage
  const stranger = f.as('stranger').competition
  const who = 'who' in command ? nameOf(command.who) : ''
  const judge = 'judge' in command ? judgeOf(command.judge) : ''
  switch (command.kind) {
    case 'wait': {
      const now = f.devnet.chain.head().header.timestampNs
      const { endsAtNs } = momentOf(model, now)
      if (command.how === 'end' && endsAtNs > now) f.devnet.advanceTime(endsAtNs - now)
      if (command.how === 'part') f.devnet.advanceTime(250n * secondNs)
      if (command.how === 'fortnight') f.devnet.advanceTime(unbondDelayNs)
      f.devnet.produceBlocks(1)
      return undefined
    }
    case 'fund':
      return fund(stage, command)
    case 'apply': {
      const paid = { bond, short: bond - 1n, extra: bond + near / 50n }[command.pay]
      return f.as(who).competition.apply({ cid }, paid)
    }
    case 'withdraw':
      return f.as(who).competition.withdraw_entry({ cid })
    case 'take':
      return f.as(who).competition.take_place({ cid })
    case 'request':
      return stranger.request_credits({ cid, account_id: who })
    case 'tally':
      return stranger.tally({ cid, account_id: who })
    case 'claim':
      return stranger.claim({ cid, account_id: who })
    case 'close':
      return stranger.close_entry({ cid, account_id: who })
    case 'register':
      return stranger.register_winner({ cid, account_id: who })
    case 'cash':
      return f
        .as(who)
        .competition.withdraw({ token: model.variant.isInTokens ? tokenAccount : 'NEAR' }, 1n)
    case 'hold':
      return f.as(who).competition.hold_token({ token: tokenAccount })
    case 'drop':
      return f.as(who).competition.drop_token({ token: tokenAccount })
    case 'admit':
    case 'deny':
      return f
        .as(command.by)
        .competition[command.kind]({ cid, account_ids: command.whos.map(nameOf) })
    case 'commit': {
      const root = artifactOf(command.copies ? nameOf(0) : who)
      return f.as(who).competition.commit({ cid, commitment: entryCommitment(f, cid, who, root) })
    }
    case 'reveal': {
      const artifact = nameOf(model.entries.get(command.who)?.artifact ?? command.who)
      return f
        .as(who)
        .competition.reveal(revealArgs(cid, who, artifactOf(command.isBent ? 'other' : artifact)))
    }
    case 'enrol':
      return f.as(judge).competition.enrol({ cid, salt_hash: saltHash(f, cid, judge) })
    case 'salt':
      return f
        .as(judge)
        .competition.reveal_salt({ cid, salt: command.isBent ? hex(1) : saltOf(judge) })
    case 'seal': {
      const vector = [command.score, secondScore(command.score)]
      const commitment = await scoreCommitment(f, cid, judge, who, vector)
      return f.as(judge).competition.commit_scores({ cid, account_id: who, commitment })
    }
    case 'open': {
      const score = model.slots.get(slotKey(command.judge, command.who))?.score ?? 0
      const second = secondScore(score)
      const scores = [score, command.isBent ? second ^ 1 : second]
      const salt = saltOf(judge + who)
      return f.as(judge).competition.reveal_scores({ cid, account_id: who, scores, salt })
    }
    case 'clear':
      return stranger.clear_scores({ cid, account_id: who, evaluator_id: judge })
    case 'settle':
      return stranger.settle_evaluator({ cid, evaluator_id: judge })
    case 'unbond':
      return f.as(judge).competition.request_unbond()
    case 'takeBond':
      return f.as(judge).competition.unbond()
    case 'seed':
      return stranger.fix_seed({ cid })
    case 'finalise':
      return stranger.finalise({ cid })
    case 'void':
      return stranger.void_competition({ cid })
    case 'purge':
      return stranger.purge({ cid })
    case 'cancel':
      return f.as(command.by).competition.cancel({ cid })
    case 'refund':
      return command.of === 'ladder'
        ? stranger.refund({ cid, pool_id: '3' })
        : stranger.refund({ cid, account_id: `${command.of}.hub.near` })
    case 'seat': {
      const { by, season } = command
      const outbox_id = String(nextOf(stage, command.again))
      return f.as(by).competition.admit_seat({
        tier: 1,
        account_id: who,
        season,
        entries: 65_535,
        outbox_id,
      })
    }
    case 'neighbours':
      for (const name of ['ladder', 'licensing'] as const)
        await f.as(name)[name].set_mode({ mode: command.mode })
      return undefined
    case 'token':
      await f.as('token').token.set_mode({ mode: command.mode })
      return undefined
    case 'retry':
      return stranger.retry_outbox({ id: String(command.pick) })
    case 'pause':
      return f.as('hub.near').competition.pause({ features: 15 })
  }
}

/** The number of the ladder's next notification, or of the last that was taken. */
function nextOf(stage: Stage, again: boolean): number {
  if (again) return stage.taken
  stage.tried += 1
  return stage.tried
}

function fund(
  stage: Stage,
  command: Extract<Command, { readonly kind: 'fund' }>,
): Promise<CallResult> {
  const { f, cid, model } = stage
  const { by, amount } = command
  if (by === 'ladder') {
    const outbox_id = String(nextOf(stage, command.again))
    return f.as(by).competition.fund({ cid, outbox_id, pool_id: '3' }, amount)
  }
  // A stranger without an account here.
  const sender = by === 'stranger' ? 'licensing.hub.near' : by
  if (!model.variant.isInTokens) return f.as(sender).competition.fund({ cid }, amount)
  const msg = JSON.stringify({ method: 'fund', args: { cid } })
  const args = { receiver_id: contractId, amount: String(amount), msg }
  return f.as(by).token.ft_transfer_call(args, 1n)
}
