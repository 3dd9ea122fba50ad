import type { ErrorRow } from '../common/wire/errors.js'
import { type Fail, failing } from '../common/wire/fail.js'

/** Errors of the ladder contract. Append-only. */
export const ladderErrors = {
  ERR_TIER_UNKNOWN: ['there is no tier {0}', 'use a tier of params'],
  ERR_TIER_ORDER: [
    'tier {0} would have {1} seats, outside what its neighbours and its holders allow ({2} to {3})',
    'choose seats within that range',
  ],
  ERR_SEASON_PAST: ['season {0} has begun, now is season {1}', 'name a later season'],
  ERR_ROUND_UNKNOWN: [
    'competition {0} is not known to be final',
    'wait for its final results',
    true,
  ],
  ERR_ROUND_KNOWN: ['competition {0} is final already', 'nothing needs to be done'],
  ERR_RANK_PROOF: [
    'the proof does not show a rank of {0} in competition {1}',
    'make the proof from the final results',
  ],
  ERR_RESULT_KNOWN: ['the result of {0} in competition {1} is known', 'nothing needs to be done'],
  ERR_RESULT_OLD: ['competition {0} no longer counts', 'prove newer results'],
  ERR_RESULTS_COUNT: [
    'results of {0} in tier {1} are unknown or may still count',
    'forget them when none of them counts any more',
  ],
  ERR_STANDING_CLOSED: [
    'candidates may stand from {0} to {1} ns, now is {2} ns',
    'stand within that time',
    true,
  ],
  ERR_STANDING_OPEN: [
    'season {0} is not over, or has nothing of {1}',
    'clear standings of past seasons',
    true,
  ],
  ERR_STANDING_KNOWN: ['{0} stands already', 'nothing needs to be done'],
  ERR_TOP_TIER: ['nothing is above tier {0}', 'stand in a lower tier'],
  ERR_ONE_ROUND: [
    '{0} has {1} of the last three rounds in tier {2}, and two count',
    'prove the results of two rounds first',
  ],
  ERR_NO_SEAT: ['{0} has no seat in tier {1}', 'win one first'],
  ERR_OFFERS_CLOSED: [
    'seats are offered from {0} ns, now is {1} ns',
    'wait until candidates no longer stand',
    true,
  ],
  ERR_NO_FREE_SEAT: ['all {1} seats of tier {0} are held or offered', 'wait for a free one', true],
  ERR_NO_CANDIDATE: ['nobody is left to be offered a seat in tier {0}', 'wait for the next season'],
  ERR_NO_OFFER: ['{0} has no offer in tier {1}', 'wait for an offer'],
  ERR_OFFER_EXPIRED: ['the offer held until {0} ns, now is {1} ns', 'stand again next season'],
  ERR_OFFER_HOLDS: ['the offer holds until {0} ns, now is {1} ns', 'wait until then', true],
  ERR_ACTIVE: [
    '{0} has {1} strikes in tier {2}, and {3} are needed',
    'evict inactive holders only',
  ],
  ERR_ANNOUNCED: [
    'the seat of {0} in tier {1} is announced for this season',
    'nothing needs to be done',
  ],
  ERR_SOUL_BOUND: ['seat {0} belongs to its holder for good', 'seats can be resigned, not moved'],
  ERR_PROVIDER_UNKNOWN: ['{0} is not a registered provider', 'use a registered provider'],
  ERR_PROVIDER_KNOWN: ['{0} is a registered provider', 'nothing needs to be done'],
  ERR_RESOURCE_CREDITS: ['{0} resource credits may be spent, less than {1}', 'spend less'],
  ERR_CREDITS_LIVE: ['{0} has credits that may be spent, or none ever', 'drop lapsed records only'],
  ERR_POOL_NOT_FOUND: ['pool {0} does not exist', 'use the id that create_pool returned'],
  ERR_POOL_CREATOR: [
    '{0} is neither the owner nor a holder of a seat in tier {1}',
    'sign with such an account',
  ],
  ERR_POOL_TERMS: ['the {0} of the pool is not possible', 'correct the terms'],
  ERR_POOL_PHASE: ['pool {0} is {1}', 'look at its phase first'],
  ERR_POOL_TOKEN: ['pool {0} takes {1}', 'send that token'],
  ERR_CONTRIBUTION: ['nothing came with the call', 'attach a deposit'],
  ERR_NOT_MEMBER: ['{0} has no share in pool {1}', 'name a member'],
  ERR_REFUNDED: ['{0} has its refund from pool {1}', 'nothing is left to refund'],
  ERR_NO_REVENUE: ['{0} has nothing to claim from pool {1}', 'wait for revenue', true],
  ERR_NOT_REFUNDED: ['{0} has a refund in pool {1}', 'take the refund first'],
  ERR_NOTHING_TO_SWEEP: ['pool {0} holds nothing that nobody owns', 'nothing needs to be done'],
  ERR_NEXT_POOL: [
    'tier {0} has no other pool raising {1}',
    'wait until the owner has named one',
    true,
  ],
  ERR_NOT_MANAGER: ['{0} is not the manager', "sign with the manager's account"],
  ERR_STAGE_LIMIT: ['{0} is not between 1 and {1}', "propose within the stage's limit"],
  ERR_STAGE_DEADLINE: [
    'the proposal could be vetoed until {0} ns, the stage ends at {1} ns',
    'propose earlier',
  ],
  ERR_PROPOSAL: ['pool {0} has a proposal', 'wait until it is released or vetoed'],
  ERR_NO_PROPOSAL: ['pool {0} has no proposal', 'wait for one'],
  ERR_VETO_OVER: ['the veto was open until {0} ns, now is {1} ns', 'nothing can be done'],
  ERR_VETO_OPEN: ['the veto is open until {0} ns, now is {1} ns', 'wait until then', true],
  ERR_RELEASE_TARGET: ['a release goes to an account or to a competition', 'name one of them'],
  ERR_RETURN_UNKNOWN: ['the pool has not paid competition {0}', 'report this'],
  ERR_RECALL: [
    'release {0} is unknown, on its way, or younger than the veto time',
    'wait, or retry the outbox entry',
    true,
  ],
  ERR_BELOW_BAR: [
    'the result of {0} scores {1}, below the bar of {2}',
    'prove results that reach the bar',
  ],
  ERR_HAS_SEAT: ['{0} has a seat in tier {1}', 'take part in that tier'],
  ERR_RELEGATION_DUE: [
    'tier {0} has {1} of {2} relegations',
    'call relegate for that tier first',
    true,
  ],
  ERR_NO_RELEGATION: ['nobody is left to be relegated from tier {0}', 'nothing needs to be done'],
  ERR_NOT_EXCEPTIONAL: [
    '{0} was not among the best of both of the last two rounds of tier {1}',
    'stand at the turn of the season',
  ],
  ERR_DRAWN: ['{0} has drawn its resources of season {1}', 'wait for the next season', true],
  ERR_ACCUSED: ['{0} is accused already', 'wait until that is decided'],
  ERR_NOT_ACCUSED: ['{0} is not accused of anything', 'nothing needs to be done'],
  ERR_BARRED: ['{0} is barred from seats until season {1}', 'wait until then', true],
  ERR_NOT_IDENTITY: ['{0} is not the identity adapter', "sign with the adapter's account"],
  ERR_PERSON_KNOWN: ['the person has the account {0}', 'release that account first'],
  ERR_NOT_VOUCHED: ['nobody vouches for {0} as a person', 'ask the identity adapter'],
  ERR_MONEY_OUTSIDE: [
    'release {1} of pool {0} may come back until {2} ns',
    'wait until its competition is final or has returned it',
    true,
  ],
} satisfies Record<string, ErrorRow>

export type LadderErrorCode = keyof typeof ladderErrors

export const fail: Fail<LadderErrorCode> = failing(ladderErrors)
