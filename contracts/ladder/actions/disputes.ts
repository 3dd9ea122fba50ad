/** How a proven cheat loses its seat: accused in public, with time for the other authority to dismiss it. */
import { hexEncode } from '@research-hub/compiler/host'
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { requireGuardianOrOwner } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { barredSeasons } from '../limits.js'
import {
  type Accusation,
  accusationBytes,
  loadAccusation,
  removeAccusation,
  requireAccusation,
  saveAccusation,
} from '../state/accusation.js'
import { moment } from '../state/moment.js'
import { seatOf } from '../state/seat.js'
import { endSeat } from './seating.js'

export function accuse(accountId: string, evidenceHash: Uint8Array): void {
  requireGuardianOrOwner()
  if (loadAccusation(accountId) !== undefined) fail('ERR_ACCUSED', accountId)
  const { config, nowNs } = moment()
  const accuserId = caller()
  const endsAtNs = nowNs + config.vetoNs
  const accusation = { evidenceHash, endsAtNs, barredUntil: 0, accuserId }
  saveAccusation(accountId, accusation)
  chargeRecords(accuserId, accusationBytes(accountId, accusation))
  emit('cheat_accused', {
    account_id: accountId,
    evidence_hash: hexEncode(evidenceHash),
    ends_at_ns: String(endsAtNs),
  })
}

/** Owner and guardian check each other; either may also take its own accusation back. */
export function dismissAccusation(accountId: string): void {
  requireGuardianOrOwner()
  const accusation = requireAccusation(accountId)
  if (accusation.barredUntil > 0) fail('ERR_VETO_OVER', accusation.endsAtNs, moment().nowNs)
  drop(accountId, accusation)
  emit('accusation_dismissed', { account_id: accountId })
}

/** Ends the accused's seat, if it has one, and bars it from others for some seasons. */
export function removeCheat(accountId: string): void {
  const { nowNs, season } = moment()
  const accusation = requireAccusation(accountId)
  if (accusation.barredUntil > 0) fail('ERR_BARRED', accountId, accusation.barredUntil)
  if (nowNs < accusation.endsAtNs) fail('ERR_VETO_OPEN', accusation.endsAtNs, nowNs)
  const barredUntil = season + barredSeasons
  saveAccusation(accountId, { ...accusation, barredUntil })
  const seat = seatOf(accountId)
  if (seat !== undefined) endSeat(seat.tier, accountId, 'seat_forfeited')
  emit('cheat_removed', { account_id: accountId, barred_until: barredUntil })
}

/** Frees the record of an account that is no longer barred. */
export function forgetAccusation(accountId: string): void {
  const { season } = moment()
  const accusation = requireAccusation(accountId)
  const { barredUntil } = accusation
  if (barredUntil === 0 || season < barredUntil) fail('ERR_BARRED', accountId, barredUntil)
  drop(accountId, accusation)
}

function drop(accountId: string, accusation: Accusation): void {
  removeAccusation(accountId)
  releaseRecords(accusation.accuserId, accusationBytes(accountId, accusation))
}
