import type { ErrorRow } from '../common/wire/errors.js'
import { raise } from '../common/wire/fail.js'

/** Errors of the licensing contract. Append-only. */
export const licensingErrors = {
  ERR_ASSET_NOT_FOUND: ['asset {0} does not exist', 'use the id that registering returned'],
  ERR_ASSET_KIND: ['assets of kind {0} cannot be registered yet', 'use model, dataset or run'],
  ERR_ASSET_EXISTS: ['this owner registered that artefact as asset {0}', 'use that asset'],
  ERR_NOT_ASSET_OWNER: ['{0} does not own the asset', 'sign with the owner account'],
  ERR_ASSET_PENDING: ['asset {0} waits for its owner', 'the owner calls accept_asset first'],
  ERR_NOT_PENDING: ['asset {0} is not pending', 'nothing is left to accept or drop'],
  ERR_ASSET_SEALED: ['asset {0} is sealed', 'register a new asset for other parents'],
  ERR_NOT_SEALED: ['asset {0} is not sealed', 'the owner calls seal first'],
  ERR_SEAL_EARLY: ['only the owner may seal before {0} ns, now is {1} ns', 'wait until then', true],
  ERR_DROP_EARLY: [
    'only the owner may drop it before {0} ns, now is {1} ns',
    'wait until then',
    true,
  ],
  ERR_ASSET_IN_USE: ['asset {0} has earned already', 'accept or seal it instead'],
  ERR_POOL_SHARE: ['a pool share of {0} ppm is below {1} ppm', 'offer at least that'],
  ERR_PARENT_ORDER: ['parent {0} is not older than asset {1}', 'name assets registered before it'],
  ERR_PARENT_LINKED: ['{0} is a parent already', 'link each parent once'],
  ERR_PARENT_LIMIT: ['an asset has at most {0} parents', 'name an asset that combines them'],
  ERR_ANCESTOR_LIMIT: ['there would be {0} ancestors, more than {1}', 'link fewer parents'],
  ERR_STACK: ['ancestors would get {0} ppm, more than {1}', 'link fewer or cheaper parents'],
  ERR_DERIVATIVE: ['these terms let {0} not derive', 'choose terms that do, or buy a licence'],
  ERR_ROYALTY_SHORT: ['a share of {0} ppm is below the royalty of {1} ppm', 'give at least that'],
  ERR_OFFER_NOT_FOUND: ['asset {0} never offered terms {1}', 'use terms that it offers'],
  ERR_OFFER_RETIRED: ['terms {0} are retired', 'use terms that are offered'],
  ERR_TERMS: ['the terms have a wrong {0}', 'correct them'],
  ERR_TERMS_EXPIRED: ['the terms end at {0} ns, before {1} ns', 'choose less or other terms'],
  ERR_TERMS_INHERITED: ['a parent forbids these terms: {0}', 'offer terms the parents allow'],
  ERR_UNIT_NOT_SOLD: ['the terms sell nothing per {0}', 'choose another unit'],
  ERR_QUANTITY: ['a quantity of {0} is outside 1 to {1}', 'choose one within'],
  ERR_BELOW_MIN: ['a price of {0} is below the minimum of {1}', 'buy more'],
  ERR_MAX_PRICE: ['the price is {0}, more than {1}', 'look at the terms and raise max_price'],
  ERR_MAX_STACK: [
    'ancestors get {0} ppm, more than {1}',
    'look at the asset and raise max_stack_ppm',
  ],
  ERR_PAID_SHORT: ['{0} were paid, the price is {1}', 'pay the price'],
  ERR_WRONG_TOKEN: ['the terms ask for {0}, not {1}', 'pay in that token'],
  ERR_LICENCE_NOT_FOUND: ['licence {0} does not exist or is gone', 'use a licence you hold'],
  ERR_NOT_HOLDER: ['{0} does not hold the licence', 'sign with the holder account'],
  ERR_NOT_CONSUMER: [
    '{0} neither holds the licence nor is bound to it',
    'the holder binds it first',
  ],
  ERR_LICENCE_EXPIRED: ['the licence ended at {0} ns, now is {1} ns', 'buy a new one'],
  ERR_LICENCE_UNIT: ['a licence per period has no units', 'it is valid until it expires'],
  ERR_UNITS_SHORT: ['{0} units are left, less than {1}', 'buy a new licence'],
  ERR_NOT_TRANSFERABLE: ['licence {0} may not change hands', 'its terms forbid it'],
  ERR_SELF_TRANSFER: ['{0} holds the licence already', 'name another receiver'],
  ERR_APPROVALS: ['licences take no approvals', 'the holder transfers it'],
  ERR_PAYOUT_LENGTH: ['a payout needs {0} receivers, more than {1}', 'allow at least that many'],
  ERR_SPLIT: ['the split has a wrong {0}', 'correct it'],
  ERR_SPLIT_NOT_FOUND: ['asset {0} has no split epoch {1}', 'use an epoch up to the open one'],
  ERR_SPLIT_PROOF: [
    'the proof does not lead to the root of epoch {0}',
    'prove the share as it was set',
  ],
  ERR_NO_SHARE: ['{0} has no share in epoch {1}', 'name a contributor'],
  ERR_NOTHING_DUE: ['nothing is due', 'wait for more revenue', true],
  ERR_FLOW_NOT_OPEN: ['asset {0} takes no {1} yet', 'call open_flow for it first'],
  ERR_FLOW_OPEN: ['asset {0} takes {1} already', 'nothing is left to open'],
  ERR_FLOW_LIMIT: ['asset {0} has {1} flows, the most', 'use one of its tokens'],
  ERR_NOT_ANCESTOR: ['asset {0} is no ancestor of {1}', 'name one of its ancestors'],
  ERR_NO_POOL: ['no pool is named for the share', 'call claim_treasury instead'],
  ERR_POOL_NAMED: ['the share belongs to pool {0}', 'call forward_pool_share instead'],
  ERR_FORWARD_PENDING: [
    'the last share waits as notification {0}',
    'call retry_outbox with it first',
    true,
  ],
  ERR_ASSET_TAGGED: ['asset {0} is disputed until {1} ns', 'wait until it is untagged', true],
  ERR_NOT_TAGGED: ['asset {0} is not tagged', 'nothing is left to untag'],
  ERR_TAG_PAUSE: ['asset {0} may be tagged again from {1} ns', 'wait until then', true],
} satisfies Record<string, ErrorRow>

export type LicensingErrorCode = keyof typeof licensingErrors

export function failLicensing(
  code: LicensingErrorCode,
  ...values: readonly (string | number | bigint)[]
): never {
  return raise(code, licensingErrors[code], values)
}
