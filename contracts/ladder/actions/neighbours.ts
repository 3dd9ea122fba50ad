/** Notifications of neighbours, each taken once. */
import { attachedDeposit } from '@research-hub/compiler/host'
import { bookTokens, type ReceivedTokens } from '../../common/money/receive-tokens.js'
import { transferWithCallback } from '../../common/money/transfers.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { requireNeighbour } from '../../common/wire/caller.js'

/** Gives what a neighbour attached to `take` and books it as locked; a repetition returns it. */
export function takeNear(
  neighbourId: string,
  outboxId: bigint,
  take: (amountYocto: bigint) => void,
): void {
  requireNeighbour(neighbourId)
  const amountYocto = attachedDeposit()
  if (!acceptOnce(neighbourId, near, outboxId)) {
    transferWithCallback(neighbourId, amountYocto, undefined)
    return
  }
  take(amountYocto)
  changeTotals(near, { locked: amountYocto })
}

/** The same for tokens that a neighbour sent; returns how much stays with it. */
export function takeSent(
  neighbourId: string,
  outboxId: bigint,
  { token, senderId, amount }: ReceivedTokens,
  take: () => void,
): string {
  requireNeighbour(neighbourId, senderId)
  if (!acceptOnce(neighbourId, token, outboxId)) return String(amount)
  take()
  bookTokens(token, amount, 'locked')
  return '0'
}
