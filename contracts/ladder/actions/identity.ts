/** The identity adapter: an account that vouches for persons, if seats ask for one. */
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { loadConfig } from '../state/config.js'
import { moment } from '../state/moment.js'
import { accountOf, loadPerson, personBytes, removePerson, savePerson } from '../state/person.js'
import { seatOf } from '../state/seat.js'

/** Says that an account is a person's only one, until a time; renews it for the same person. */
export function vouch(accountId: string, person: Uint8Array, untilNs: bigint): void {
  requireAdapter()
  const known = loadPerson(accountId)
  const holder = accountOf(person)
  if (holder !== undefined && holder !== accountId) fail('ERR_PERSON_KNOWN', holder)
  if (known !== undefined && holder === undefined) fail('ERR_PERSON_KNOWN', accountId)
  savePerson(accountId, { person, untilNs })
  if (known === undefined) chargeRecords(caller(), personBytes(accountId))
  emit('person_vouched', { account_id: accountId, until_ns: String(untilNs) })
}

/** Frees a person for another account, once it has no seat under this one. */
export function unvouch(accountId: string): void {
  requireAdapter()
  const person = loadPerson(accountId) ?? fail('ERR_NOT_VOUCHED', accountId)
  const seat = seatOf(accountId)
  if (seat !== undefined) fail('ERR_HAS_SEAT', accountId, seat.tier)
  removePerson(accountId, person)
  releaseRecords(caller(), personBytes(accountId))
  emit('person_released', { account_id: accountId })
}

/** Whether the account may take a seat as far as identity goes. */
export function requirePerson(accountId: string): void {
  const { config, nowNs } = moment()
  if (config.identityId === '') return
  const person = loadPerson(accountId)
  if (person === undefined || nowNs >= person.untilNs) fail('ERR_NOT_VOUCHED', accountId)
}

function requireAdapter(): void {
  const { identityId } = loadConfig()
  if (identityId === '' || caller() !== identityId) fail('ERR_NOT_IDENTITY', caller())
}
