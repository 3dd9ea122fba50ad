import type { Mutant } from '../mutant.js'

export const competitionMutants: readonly Mutant[] = [
  // Phases.
  {
    file: 'competition/rules/phase.ts',
    find: '    if (nowNs < endNs) return at(phase, endNs)',
    replace: '    if (nowNs <= endNs) return at(phase, endNs)',
    first: ['rules'],
  },
  {
    file: 'competition/rules/phase.ts',
    find: "progress.enlisted < schedule.committee) return at('failed')",
    replace: "progress.enlisted <= schedule.committee) return at('failed')",
    first: ['rules', 'seed'],
  },
  {
    file: 'competition/rules/phase.ts',
    find: 'return after(openedAtNs, registrationS + commitS + revealS + seedDelayS)',
    replace: 'return after(openedAtNs, registrationS + commitS + revealS)',
    first: ['absentees', 'model'],
  },
  // Seed, seals and draw.
  {
    file: 'competition/actions/evaluate.ts',
    find: "requirePhase(standing, 'reveal', 'seed')",
    replace: "requirePhase(standing, 'reveal', 'seed', 'eval_commit')",
    first: ['absentees', 'refusals'],
  },
  {
    file: 'competition/actions/evaluate.ts',
    find: "requirePhase(standing, 'eval_commit')",
    replace: "requirePhase(standing, 'eval_commit', 'eval_reveal')",
    first: ['refusals', 'absentees'],
  },
  {
    file: 'competition/actions/evaluate.ts',
    find: "if (drawnFor(standing, entrant).indexOf(index) < 0) fail('ERR_NOT_DRAWN', account, entrant)",
    replace: '',
    first: ['refusals'],
  },
  {
    file: 'competition/rules/draw.ts',
    find: 'const at = i + (number % (pool.length - i))',
    replace: 'const at = number % pool.length',
    first: ['committees'],
  },
  {
    file: 'competition/actions/committee.ts',
    find: 'const wanted = terms.committee + terms.reserves',
    replace: 'const wanted = terms.committee',
    first: ['refusals', 'absentees'],
  },
  // Scores.
  {
    file: 'competition/rules/scores.ts',
    find: '  if (count < quorum) return -1\n  let sorted',
    replace: '  let sorted',
    first: ['committees'],
  },
  {
    file: 'competition/rules/scores.ts',
    find: '    if ((sorted[count / 2] ?? 0) - low <= tolerance) return low',
    replace: '    if ((sorted[count / 2] ?? 0) - low < tolerance) return low',
    first: ['committees'],
  },
  {
    file: 'competition/rules/scores.ts',
    find: '    count -= 1\n',
    replace: '',
    first: ['committees'],
  },
  {
    file: 'competition/rules/scores.ts',
    find: "(direction === 'higher' ? kept - low : high - kept)",
    replace: "(direction === 'lower' ? kept - low : high - kept)",
    first: ['rules'],
  },
  {
    file: 'competition/rules/scores.ts',
    find: 'return score - median > tolerance || median - score > tolerance',
    replace: 'return score - median > tolerance',
    first: ['absentees', 'model'],
  },
  // Results.
  {
    file: 'competition/actions/results.ts',
    find: 'quorate * 10_000 < revealed * terms.quorumBps',
    replace: 'quorate * 10_000 < terms.quorumBps',
    first: ['absentees', 'model'],
  },
  {
    file: 'competition/actions/results.ts',
    find: "    if (!isUndecided(standing)) fail('ERR_NOT_VOID', cid)\n",
    replace: '',
    first: ['refusals'],
  },
  {
    file: 'competition/actions/results.ts',
    find: '    if (!hasBit(scoredMask, seat)) missed = withChange(missed, seat, 1)',
    replace: '    if (hasBit(scoredMask, seat)) missed = withChange(missed, seat, 1)',
    first: ['absentees', 'penalties'],
  },
  {
    file: 'competition/actions/results.ts',
    find: 'residualPrize: residualOf(competition.escrow - fees, weights, places)',
    replace: 'residualPrize: residualOf(competition.escrow, weights, places)',
    first: ['model', 'invariants'],
  },
  {
    file: 'competition/actions/results.ts',
    find: 'const idle = admitted - revealed + withdrawn + duplicates',
    replace: 'const idle = admitted - revealed + duplicates',
    first: ['absentees'],
  },
  // Money of evaluators and entrants.
  {
    file: 'competition/actions/penalty.ts',
    find: ' + (hasBit(saltMask, index) ? 0 : 1)',
    replace: '',
    first: ['absentees'],
  },
  {
    file: 'competition/actions/penalty.ts',
    find: ' || competition.end === endCode.undecided',
    replace: '',
    first: ['absentees'],
  },
  {
    file: 'competition/actions/claim.ts',
    find: 'shareDown(escrow - fees, weight, weightSum)',
    replace: 'shareDown(escrow, weight, weightSum)',
    first: ['model', 'invariants'],
  },
  {
    file: 'competition/actions/claim.ts',
    find: 'return sharesLeft > 0 ? forfeitedYocto / BigInt(sharesLeft) : 0n',
    replace: 'return sharesLeft > 0 ? forfeitedYocto : 0n',
    first: ['absentees'],
  },
  // Places, artefacts, records, series.
  {
    file: 'competition/actions/apply.ts',
    find: 'return competition.admitted < terms.maxEntrants',
    replace: 'return competition.admitted <= terms.maxEntrants',
    first: ['absentees', 'refusals'],
  },
  {
    file: 'competition/actions/apply.ts',
    find: "status !== statusCode.applied && standing.moment.phase === 'commit'",
    replace: "status === statusCode.applied && standing.moment.phase === 'commit'",
    first: ['absentees'],
  },
  {
    file: 'competition/actions/artifact.ts',
    find: 'found.isRanked || !(isOwnAgain || isEarlier(mine, found))',
    replace: '!(isOwnAgain || isEarlier(mine, found))',
    first: ['absentees'],
  },
  {
    file: 'competition/actions/artifact.ts',
    find: 'return found.cid === Number(cid) && found.accountId === account && found.keptUntilNs === 0n',
    replace: 'return found.accountId === account',
    first: ['absentees'],
  },
  {
    file: 'competition/actions/bond.ts',
    find: 'return rounds === 0 || nowNs >= lastRoundNs + BigInt(recordS) * nsPerSecond',
    replace: 'return nowNs >= lastRoundNs',
    first: ['absentees'],
  },
  {
    file: 'competition/actions/series.ts',
    find: 'const nextStartNs = series.nextStartNs + (missed + 1n) * periodNs',
    replace: 'const nextStartNs = nowNs + periodNs',
    first: ['series'],
  },
  {
    file: 'competition/actions/series.ts',
    find: 'const paidYocto = tipYocto < tipsYocto ? tipYocto : tipsYocto',
    replace: 'const paidYocto = tipYocto',
    first: ['series'],
  },
  {
    file: 'competition/actions/ranks.ts',
    find: 'if (finalisedAtNs > 0n && !bytesEqual(root, resultsRoot)) return null\n',
    replace: '',
    first: ['absentees'],
  },
]
