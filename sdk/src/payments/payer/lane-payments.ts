/** What a lane signs, each amount journaled before. */
import { sameBytes } from '../../codecs/bytes.js'
import { checkSignature } from '../../signers/signer.js'
import type { VoucherCredential } from '../wire/credential.js'
import { BudgetError } from './budget-error.js'
import { type ClaimProof, readClaims } from './claim.js'
import { checkAhead, inTurn, journalReach, type Lane, owe, raise, reachableYocto } from './lane.js'
import { signVoucher } from './lane-voucher.js'
import type { CallMeter, LaneSigning } from './session-types.js'

export function startCall(lane: Lane): CallMeter {
  const { budgetPerCallYocto: perCallYocto } = lane.options
  let callYocto = 0n
  return {
    owe: (amountYocto) => {
      if (perCallYocto !== undefined && callYocto + amountYocto > perCallYocto)
        throw new BudgetError(callYocto + amountYocto, perCallYocto)
      owe(lane, amountYocto)
      callYocto += amountYocto
    },
  }
}

export function payWith<T>(
  lane: Lane,
  sign: (signing: LaneSigning) => Promise<T>,
  aheadToYocto = 0n,
  within = false,
): Promise<T> {
  const work = async () => {
    checkAhead(lane, aheadToYocto)
    await raise(lane, aheadToYocto > lane.owedYocto ? aheadToYocto : lane.owedYocto)
    const { ctx, channelId, signer } = lane.options
    const entry = { channelId, lane: lane.lane, cumulativeYocto: lane.signedYocto }
    return sign({ entry, ctx, signer })
  }
  return within ? work() : inTurn(lane, work)
}

export function pay(lane: Lane, aheadToYocto?: bigint): Promise<VoucherCredential> {
  return payWith(lane, ({ entry }) => signVoucher(lane, entry.cumulativeYocto), aheadToYocto)
}

export function payFor(
  lane: Lane,
  condition: string,
  upToYocto: bigint,
): Promise<VoucherCredential> {
  return inTurn(lane, async () => {
    const cumulativeYocto = lane.owedYocto + upToYocto
    checkAhead(lane, cumulativeYocto)
    await journalReach(lane, cumulativeYocto, true)
    return signVoucher(lane, cumulativeYocto, condition)
  })
}

export async function adopt(
  lane: Lane,
  message: Uint8Array,
  signature: Uint8Array,
  proof?: ClaimProof,
): Promise<boolean> {
  const { ctx, channelId, signer } = lane.options
  const claim = readClaims(message, proof).find(
    (found) =>
      found.lane === lane.lane &&
      sameBytes(found.ctx, ctx) &&
      sameBytes(found.channelId, channelId),
  )
  if (!claim || !(await checkSignature(signature, message, signer.publicKey))) return false
  const { cumulativeYocto } = claim
  return inTurn(lane, async () => {
    if (cumulativeYocto > lane.committedYocto && cumulativeYocto > reachableYocto(lane))
      return false
    await raise(lane, cumulativeYocto)
    if (cumulativeYocto > lane.owedYocto) lane.owedYocto = cumulativeYocto
    return true
  })
}
