/** Seats that the ladder tells of, and the entries they have in a season. */
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { loadSeat, type Seat, saveSeat, seatOf } from '../state/seat.js'
import type { Terms } from '../state/terms.js'

/** Notes an account's present seat; what was told earlier never replaces what was told later. */
export function admitSeat(account: string, told: Omit<Seat, 'used'>): void {
  const known = seatOf(account)
  if (known !== undefined && told.toldBy < known.toldBy) return
  const used = known?.season === told.season ? known.used : 0
  saveSeat(account, { ...told, used })
  emit('seat_admitted', { tier: told.tier, account_id: account, season: told.season })
}

/** Takes one of the season's entries of an account's seat, which must be there now. */
export function useSeat({ tier, minSeason }: Terms, account: string): void {
  const seat = loadSeat(tier, account)
  if (seat === undefined || seat.season < minSeason) {
    fail('ERR_SEAT_MISSING', account, tier, minSeason)
  }
  if (seat.used >= seat.entries) fail('ERR_SEAT_ENTRIES', account, seat.entries, seat.season)
  saveSeat(account, { ...seat, used: seat.used + 1 })
}

/** Gives an entry back that was left before it cost anybody anything. */
export function returnUse(account: string): void {
  const seat = seatOf(account)
  if (seat !== undefined && seat.used > 0) saveSeat(account, { ...seat, used: seat.used - 1 })
}
