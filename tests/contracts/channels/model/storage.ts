/** Bytes of storage that records are charged: key, value and 40, from the layouts in the documentation. */
import { licensingId, type Token, tokens } from './names.js'
import type { Channel, Terms } from './state.js'

export const byteYocto = 10n ** 19n
export const registrationBytes = 151n
export const royaltyBytes = 170n
export const decreaseBytes = 34n + 25n + 40n
const laneBytes = 34n + 1n + 16n + 40n

const text = (value: string): bigint => BigInt(1 + value.length)

/** What an open channel holds of its payer's storage, without a pending decrease. */
export function channelBytes({ asset, lanes, payeeId, payerId, teeKey }: Channel): bigint {
  const record = 215n + text(payerId) + text(payeeId)
  const extras = (teeKey === undefined ? 0n : 32n) + (asset === undefined ? 0n : 12n)
  const besides = laneBytes * BigInt(lanes.length - 1) + (asset === undefined ? 0n : royaltyBytes)
  return 34n + record + extras + 40n + besides
}

export function termsBytes(payeeId: string, { assets, keys }: Terms): bigint {
  const lists = 32n * BigInt(keys.length) + 8n * BigInt(assets.length)
  return BigInt(`p:${payeeId}`.length) + 18n + lists + 40n
}

export function tombstoneBytes(payerId: string): bigint {
  return 34n + 1n + text(payerId) + 8n + 40n
}

export function outboxBytes(
  id: bigint,
  { args, payerId, fallbackId }: { args: string; payerId: string; fallbackId: string },
): bigint {
  const texts = text(licensingId) + text('record_revenue') + text(payerId) + text(fallbackId)
  return BigInt(`o:${id}`.length) + 38n + texts + BigInt(args.length) + 40n
}

export function holdingBytes(token: Token, accountId: string): bigint {
  return BigInt(`b:${tokens.indexOf(token)}:${accountId}`.length) + 21n + 40n
}
