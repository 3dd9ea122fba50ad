/** Signed messages of a run, in the form that calls carry. */
import { toBase64 } from '@research-hub/sdk/payments'
import {
  head,
  join,
  little,
  refundAuth,
  sha256,
  tickChain,
  tickCommit,
  voucher,
} from '../../support/messages.js'
import { hexOf } from '../signed.js'
import { keys, promise, signWith, type World, type WorldChannel } from '../world.js'

type OnLane = { readonly lane: number; readonly isForged?: boolean }

/** A voucher of the channel's payer, or one that somebody else signed in its name. */
export function voucherSigned(
  world: World,
  channel: WorldChannel,
  { isForged = false, lane }: OnLane,
  cumulative: bigint,
) {
  const { signed } = plainVoucher(world, channel, lane, cumulative, isForged)
  return { voucher: toBase64(signed.message), signature: toBase64(signed.signature) }
}

export function plainVoucher(
  world: World,
  channel: WorldChannel,
  lane: number,
  cumulative: bigint,
  isForged: boolean,
) {
  const bytes = voucher(world.ctx, channel.id, { cumulative, lane })
  const key = isForged ? keys.forger() : keys.signer(channel.payer)
  const ackHash = '00'.repeat(32)
  const fields = { channelId: channel.id, lane, cumulative, ackHash, isConditional: false }
  if (!isForged) promise(world, channel.id, lane, cumulative)
  return { signed: signWith(world, key, bytes, { kind: 'voucher', ...fields }) }
}

export function ticksSigned(
  world: World,
  channel: WorldChannel,
  { isForged = false, lane, ticks }: OnLane & { readonly ticks: number },
  base: bigint,
) {
  const maxTicks = 8
  const tickPrice = 13n
  const chain = tickChain(sha256(`${channel.id} ${lane} ${base}`), maxTicks)
  const root = chain[0] ?? new Uint8Array(32)
  const bytes = tickCommit(world.ctx, channel.id, { base, lane, maxTicks, tickPrice, root })
  const fields = { channelId: channel.id, lane, base, maxTicks, tickPrice, root: hexOf(root) }
  const key = keys.signer(channel.payer)
  const { signature } = signWith(world, key, bytes, { kind: 'ticks', ...fields })
  const shown = ticks === 0 ? 1 : ticks
  // A tick that was never given out, in place of the right one.
  const tick = isForged ? sha256('guess') : (chain[shown] ?? sha256('beyond'))
  if (!isForged && shown <= maxTicks)
    promise(world, channel.id, lane, base + BigInt(shown) * tickPrice)
  return {
    commitment: toBase64(bytes),
    signature: toBase64(signature),
    ticks: shown,
    tick: hexOf(tick),
  }
}

export function conditionalSigned(
  world: World,
  channel: WorldChannel,
  { fault, lane }: OnLane & { readonly fault: 'none' | 'text' | 'tee' },
  cumulative: bigint,
) {
  const request = hexOf(sha256('request'))
  const condition = `model:${request}`
  const ackHash = sha256(condition)
  const bytes = voucher(world.ctx, channel.id, { cumulative, lane, ackHash, flags: 1 })
  const fields = { channelId: channel.id, lane, cumulative, ackHash: hexOf(ackHash) }
  const { signature } = signWith(world, keys.signer(channel.payer), bytes, {
    kind: 'voucher',
    isConditional: true,
    ...fields,
  })
  promise(world, channel.id, lane, cumulative)
  const subject = fault === 'text' ? `other:${request}` : condition
  const text = `${subject}:${hexOf(sha256('response'))}`
  const tee = fault === 'tee' ? keys.forger() : keys.tee()
  const answer = signWith(world, tee, Buffer.from(text), { kind: 'text' })
  return {
    voucher: toBase64(bytes),
    signature: toBase64(signature),
    text,
    text_signature: toBase64(answer.signature),
  }
}

export function authSigned(world: World, channel: WorldChannel, final: bigint, isForged: boolean) {
  // One in five was good for the first block only.
  const last = final % 5n === 4n ? 1n : 2n ** 64n - 1n
  const bytes = join(head(2, world.ctx, channel.id), little(final, 16), little(last, 8))
  const key = isForged ? keys.forger() : keys.payee(channel.payee)
  const fields = { kind: 'close', channelId: channel.id, final, last } as const
  const { signature } = signWith(world, key, bytes, fields)
  return { auth: toBase64(bytes), auth_signature: toBase64(signature) }
}

export function refundSigned(world: World, channel: WorldChannel, total: bigint) {
  const bytes = refundAuth(world.ctx, channel.id, total)
  const fields = { kind: 'refund', channelId: channel.id, total } as const
  const { signature } = signWith(world, keys.payee(channel.payee), bytes, fields)
  return { auth: toBase64(bytes), auth_signature: toBase64(signature) }
}
