import { sameBytes } from '../../codecs/bytes.js'
import { toHex } from '../../codecs/hex.js'
import {
  encodeMultiEntries,
  encodeMultiEntry,
  encodeMultiVoucher,
  maxMultiEntries,
} from '../messages/multi-voucher.js'
import type { MultiVoucherCredential } from '../wire/credential.js'
import type { LaneSigning, PayerSession } from './session-types.js'

/** A lane to pay on: what it owes, or up to an amount that is asked ahead. */
export type LanePayment = { readonly session: PayerSession; readonly aheadToYocto?: bigint }

/**
 * Signs once for lanes of several channels that have one key, of one provider or of many; at most 16.
 * Each amount passes its session's limits and journal first, and nothing else is signed on these channels
 * meanwhile. Returns a credential for each payment, in the order given: they differ in the entry that
 * they point at, and each goes to its own provider.
 *
 * Throws BudgetError when a lane's limit does not allow its amount, and RangeError when the lanes differ
 * in their key or contract, are too many, or one comes twice. Then nothing is signed; what was journaled
 * before stays reserved, as it does when a journal fails.
 */
export async function payTogether(
  payments: readonly LanePayment[],
): Promise<readonly MultiVoucherCredential[]> {
  if (payments.length > maxMultiEntries) throw new RangeError(`${payments.length} lanes`)
  const key = ({ session: { channelId, lane } }: LanePayment): string =>
    toHex(encodeMultiEntry({ channelId, lane, cumulativeYocto: 0n }))
  // The list's own order, so that no two calls ever wait for each other.
  const sorted = [...payments].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const raise = async (done: readonly LaneSigning[]): Promise<MultiVoucherCredential[]> => {
    const [next, last] = [sorted[done.length], done.at(-1)]
    if (next !== undefined) {
      const { session, aheadToYocto } = next
      const within = last !== undefined && sameBytes(last.entry.channelId, session.channelId)
      return session.payWith((signing) => raise([...done, signing]), aheadToYocto, within)
    }
    const odd = done.some(
      ({ ctx, signer }) =>
        last === undefined ||
        !sameBytes(ctx, last.ctx) ||
        !sameBytes(signer.publicKey, last.signer.publicKey),
    )
    if (last === undefined || odd) throw new RangeError('lanes of different keys')
    const list = done.map(({ entry }) => entry)
    const entries = encodeMultiEntries(list)
    const signature = await last.signer.sign(encodeMultiVoucher(last.ctx, list))
    return payments.map((payment) => {
      return { action: 'multi-voucher', at: sorted.indexOf(payment), entries, signature }
    })
  }
  return raise([])
}
