/** Seats that the ladder tells of. */
import { emit } from '../../common/wire/events.js'
import { loadSeat, saveSeat } from '../state/seat.js'

/** Notes a seat; an older season never replaces a later one. */
export function admitSeat(tier: number, account: string, season: number): void {
  if (season >= (loadSeat(tier, account) ?? 0)) saveSeat(tier, account, season)
  emit('seat_admitted', { tier, account_id: account, season })
}
