import type { ErrorRow } from '../common/wire/errors.js'
import { type Fail, failing } from '../common/wire/fail.js'

/** Errors of the competition contract. Append-only. */
export const competitionErrors = {
  ERR_SERIES_NOT_FOUND: ['series {0} does not exist', 'check the series id'],
  ERR_COMPETITION_NOT_FOUND: ['competition {0} does not exist or is purged', 'check the cid'],
  ERR_NOT_CREATOR: ['{0} may not create series', 'ask the owner to allow it'],
  ERR_NOT_SERIES_OWNER: ['{0} does not own the series', 'sign with the series owner'],
  ERR_CONFIG: ['the configuration is refused: {0}', 'correct it and call again'],
  ERR_ROLL_EARLY: ['the next competition is due at {0} ns, now is {1} ns', 'roll after that', true],
  ERR_PHASE: ['competition {0} is in phase {1}, this needs {2}', 'call in that phase'],
  ERR_PRIZE_TOKEN: [
    'the prize of competition {0} is in another token than {1}',
    'fund in its token',
  ],
  ERR_FUND_AMOUNT: [
    '{0} is nothing, or below what a pool gives at least',
    'give more; a pool a hundredth of the prize',
  ],
  ERR_FUNDING_NOT_FOUND: [
    '{0} has no funding record in competition {1}',
    'nothing is left to return',
  ],
  ERR_BOND: ['{0} yoctoNEAR are attached, the bond is {1}', 'attach the bond'],
  ERR_ENTRY_EXISTS: ['{0} has entered competition {1} already', 'go on with that entry'],
  ERR_ENTRY_NOT_FOUND: ['{0} has no entry in competition {1}', 'apply during registration'],
  ERR_ENTRY_STATUS: ['the entry is {0}, this needs {1}', 'check the entry'],
  ERR_FULL: ['competition {0} takes {1} entries and has them', 'enter the next one'],
  ERR_SEAT_MISSING: [
    '{0} has no seat in tier {1} from season {2} on',
    'qualify for a seat in the ladder',
  ],
  ERR_EVALUATOR_ENTERS: [
    '{0} is an evaluator of competition {1}',
    'enter with no stake in judging',
  ],
  ERR_ADMISSION: ['competition {0} does not admit by list', 'entries are admitted when they apply'],
  ERR_NOT_ASCENDING: ['{0} does not come after the one before it', 'put them in order, each once'],
  ERR_COMMITMENT: [
    'the revealed values do not give the commitment of {0}',
    'reveal exactly what was committed',
  ],
  ERR_NOT_EVALUATOR: [
    '{0} is not an evaluator of competition {1}',
    'only those it names may score',
  ],
  ERR_STAKE: ['the free bond is {0}, {1} are needed', 'add to the bond with register_evaluator'],
  ERR_ENROLLED: ['{0} is enrolled in competition {1} already', 'nothing needs to be done'],
  ERR_NOT_ENROLLED: ['{0} is not enrolled in competition {1}', 'enrol before commitments end'],
  ERR_SALT_REVEALED: ['the salt of {0} is revealed already', 'nothing needs to be done'],
  ERR_SEED_EARLY: ['the seed may be fixed from {0} ns, now is {1} ns', 'call after that', true],
  ERR_SEED_FIXED: ['the seed of competition {0} is fixed', 'read it from the competition'],
  ERR_SEED_MISSING: ['the seed of competition {0} is not fixed', 'call fix_seed first'],
  ERR_SCORES_EXIST: ['the scores of {0} are revealed already', 'nothing needs to be done'],
  ERR_SCORES_MISSING: ['{0} has no scores there', 'commit scores first'],
  ERR_SCORE_COUNT: [
    '{0} scores are given, there are {1} benchmarks',
    'give one for each benchmark',
  ],
  ERR_TALLY_OPEN: [
    '{0} of {1} revealed entries are tallied',
    'tally the others, or wait until {2} ns',
    true,
  ],
  ERR_TOO_FEW_RANKED: [
    '{0} entries are ranked, {1} are needed, or too few were judged by a majority',
    'call void_competition',
  ],
  ERR_NOT_VOID: ['competition {0} need not be void', 'let it go on'],
  ERR_ALREADY_CLAIMED: ['the entry of {0} is paid', 'withdraw the credit'],
  ERR_PRIZES_OPEN: [
    '{0} of {1} prize places are claimed',
    'claim for the other winners first',
    true,
  ],
  ERR_NOT_WINNER: [
    '{0} has no claimed prize place',
    'claim first; only prize winners are registered',
  ],
  ERR_REGISTERED: ['the artefact of {0} was sent to licensing', 'nothing needs to be done'],
  ERR_NO_CREDITS: ['no resource credits are due to {0}', 'nothing needs to be done'],
  ERR_ARTIFACT_NOT_HELD: ['{0} does not hold that artefact root', 'check the root'],
  ERR_ARTIFACT_IN_USE: [
    'that artefact root is in use or was ranked less than a year ago',
    'close its entry, and wait for the year to end',
  ],
  ERR_NO_BOND: ['{0} has no bond that can be taken', 'wait until stakes are settled'],
  ERR_UNBOND_EARLY: ['the bond is free at {0} ns, now is {1} ns', 'call after that', true],
  ERR_RECORDS_LEFT: [
    'competition {0} still has {1}',
    'close, refund, settle and clear those first',
  ],
  ERR_TRANSFER_MESSAGE: [
    'the transfer message is {0}',
    'send {"method":"fund","args":{"cid":"..."}} or method deposit',
  ],
  ERR_NOT_DRAWN: ['{0} is not drawn to judge {1}', 'read who is from the view committee'],
  ERR_SERIES_ENDED: ['series {0} is ended', 'create another one'],
  ERR_ADMISSION_LIST: ['competition {0} admits by list', 'the organiser gives its places away'],
  ERR_SEAT_ENTRIES: [
    'the seat of {0} has {1} entries in season {2}, all used',
    'enter again next season, once the seat is announced for it',
    true,
  ],
} satisfies Record<string, ErrorRow>

export type CompetitionErrorCode = keyof typeof competitionErrors

export const fail: Fail<CompetitionErrorCode> = failing(competitionErrors)
