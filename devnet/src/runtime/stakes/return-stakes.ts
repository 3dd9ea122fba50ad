import type { StateUpdate } from '../state/update.js'
import type { Stakes } from '../types/stakes.js'

/** At the start of an epoch: what no stake of three epochs holds any more returns to the balance. */
export function returnStakes(state: StateUpdate, heldStakes: readonly Stakes[]): void {
  for (const held of heldStakes) {
    for (const [accountId, heldYocto] of held) {
      const account = state.account(accountId)
      if (account === undefined || account.lockedYocto <= heldYocto) continue
      state.setAccount(accountId, {
        ...account,
        amountYocto: account.amountYocto + account.lockedYocto - heldYocto,
        lockedYocto: heldYocto,
      })
    }
  }
  state.commit({ kind: 'validators' })
}
