/** Who may direct a competition. */

import { loadGovernance } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { fail } from '../errors.js'
import { requireSeries } from '../state/series.js'
import type { Standing } from '../state/standing.js'

/** Series owner; for what stops a competition also the contract's owner. */
export function requireOrganiser({ terms }: Standing, isContractOwnerToo: boolean): void {
  const account = caller()
  if (account === requireSeries(String(terms.seriesId)).ownerId) return
  if (isContractOwnerToo && account === loadGovernance().ownerId) return
  fail('ERR_NOT_SERIES_OWNER', account)
}
