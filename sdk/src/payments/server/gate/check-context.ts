import { fromHex } from '../../../codecs/hex.js'
import { isSafePublicKey } from '../../../signers/verify.js'
import type { Offer } from '../../wire/offer.js'
import type { TeeOptions } from '../billing/conditional.js'
import type { PayeeLedger } from '../ledger/ledger.js'
import type { ChainReader } from '../settlement/chain.js'
import { rateLimit } from './rate-limit.js'

export type CheckOptions = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly readChannel: ChainReader
  /** New payments taken on one channel in a second; no limit unless given. */
  readonly maxPaymentsPerSecond?: number
  /** Takes conditional vouchers, by the rules of `TeeOptions`; without it they are refused. */
  readonly tee?: TeeOptions
}

/** What the checks of all kinds share. */
export type CheckContext = CheckOptions & {
  readonly ctx: Uint8Array
  readonly mayPay: (channelId: string) => boolean
}

export function createCheckContext(options: CheckOptions): CheckContext {
  if (options.tee?.keys.every(isSafePublicKey) === false) throw new Error('an unsafe TEE key')
  const mayPay = rateLimit(options.maxPaymentsPerSecond)
  return { ...options, ctx: fromHex(options.offer.ctx), mayPay }
}
