import type { ProblemType } from '../../wire/problem.js'
import type { LedgerEntry, TeeAnswer } from '../ledger/entry.js'
import { DepositExceededError, type PayeeLedger } from '../ledger/ledger.js'
import { answered, type PendingClaim, type TeeOptions } from './conditional.js'

/** The conditional voucher that pays for a request, and who signs its answer. */
export type ConditionalSale = {
  readonly pending: PendingClaim
  readonly tee: TeeOptions
  readonly ledger: PayeeLedger
  /** Of the price, what the voucher is to cover; the rest is set aside already. 0 for a stream. */
  readonly backedYocto: bigint
  readonly creditYocto: bigint
  /** Told when the voucher has become money. */
  readonly counted: (entry: LedgerEntry) => void
}

/** The answer's signature, on record with the voucher; else what is wrong, and nothing more is held. */
export async function takeAnswer(
  sale: ConditionalSale,
  responseHash: Uint8Array,
  answerId: unknown,
): Promise<TeeAnswer | ProblemType> {
  const { pending, tee, ledger, backedYocto, creditYocto } = sale
  const id = typeof answerId === 'string' ? answerId : undefined
  const done = await answered(pending, tee, responseHash, id)
  if (done === undefined) return 'condition-unmet'
  try {
    // One step: no other request can take the room that the voucher makes.
    const { entry, shortYocto } = await ledger.move(pending.claim.channelId, {
      claim: { claim: done.claim, onChain: pending.onChain },
      hold: {
        atLeastYocto: backedYocto,
        atMostYocto: backedYocto,
        unitYocto: 0n,
        creditYocto,
      },
    })
    sale.counted(entry)
    return shortYocto > 0n ? 'voucher-insufficient' : done.answer
  } catch (error) {
    if (error instanceof DepositExceededError) return 'deposit-exceeded'
    throw error
  }
}
