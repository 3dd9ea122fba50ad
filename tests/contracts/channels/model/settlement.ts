/** Raising lanes and sharing out what they rise by. */
import type { ErrorCode } from '@research-hub/sdk'
import { canHold, credit } from './money.js'
import { feeBps, graceNs } from './names.js'
import { add, type Channel, type Model, pairOf, settledOf } from './state.js'

type Shares = { readonly fee: bigint; readonly royalty: bigint; readonly payee: bigint }

/** How a settled total is shared out: the fee, of what is left the royalty, the rest. */
export function sharesOf({ asset }: Channel, total: bigint): Shares {
  const fee = (total * feeBps) / 10_000n
  const royalty = ((total - fee) * (asset?.ppm ?? 0n)) / 1_000_000n
  return { fee, royalty, payee: total - fee - royalty }
}

export function sharesBetween(channel: Channel, before: bigint, after: bigint): Shares {
  const [old, now] = [sharesOf(channel, before), sharesOf(channel, after)]
  return {
    fee: now.fee - old.fee,
    royalty: now.royalty - old.royalty,
    payee: now.payee - old.payee,
  }
}

/** Why a lane cannot rise to an amount; undefined when it can. */
export function riseProblem(
  channel: Channel,
  lane: number,
  cumulative: bigint,
): ErrorCode | undefined {
  const current = channel.lanes[lane]
  if (current === undefined) return 'ERR_VOUCHER_LANE'
  if (cumulative <= current) return 'ERR_VOUCHER_NOT_NEWER'
  return settledOf(channel) === channel.deposit ? 'ERR_VOUCHER_OVER_DEPOSIT' : undefined
}

export function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right
}

/** Raises a lane as far as the deposit goes and credits everyone's part; a third party's tip is the payee's to give. */
export function raise(
  model: Model,
  channel: Channel,
  [lane, cumulative]: readonly [number, bigint],
  settlerId: string,
): void {
  const before = settledOf(channel)
  const current = channel.lanes[lane] ?? 0n
  channel.lanes[lane] = least(cumulative, current + channel.deposit - before)
  const shares = sharesBetween(channel, before, settledOf(channel))
  const tip = tipFor(model, channel, settlerId, shares.payee)
  if (tip > 0n) credit(model, channel.token, settlerId, tip)
  credit(model, channel.token, channel.payeeId, shares.payee - tip)
  keep(model, channel, shares)
}

/** Sets fee and royalty aside. */
export function keep(model: Model, { asset, token }: Channel, { fee, royalty }: Shares): void {
  add(model.fees, token, fee)
  const waiting = asset && model.royalties.get(pairOf(token, asset.id))
  if (waiting === undefined) return
  if (waiting.amount === 0n && royalty > 0n) waiting.sinceNs = model.nowNs
  waiting.amount += royalty
}

function tipFor(model: Model, channel: Channel, settlerId: string, toPayee: bigint): bigint {
  const { closeAtNs, payeeId, payerId, tipAfterBps, tipBps, token } = channel
  const isThird = settlerId !== payeeId && settlerId !== payerId
  const requestedNs = closeAtNs - graceNs
  const isLate = (model.nowNs - requestedNs) * 10_000n >= graceNs * tipAfterBps
  if (closeAtNs === 0n || !isLate || !isThird || !canHold(model, token, settlerId)) return 0n
  return (toPayee * tipBps) / 10_000n
}
