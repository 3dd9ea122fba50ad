/** Lists of accounts in order. Pure. */
import { fail } from '../errors.js'

/** Strictly ascending, so that nobody appears twice. */
export function requireAscending(accountIds: readonly string[]): void {
  for (let i = 1; i < accountIds.length; i++) {
    const [before, now] = [accountIds[i - 1] ?? '', accountIds[i] ?? '']
    if (now <= before) fail('ERR_NOT_ASCENDING', now)
  }
}
