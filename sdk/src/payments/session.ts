import type { Credential } from './credential.js'
import { encodeVoucher, noAck } from './messages.js'
import type { Signer } from './signer.js'

/** Remembers what was signed, so that a restarted payer never signs less or forgets a debt. */
export type PayerJournal = {
  /** Called before a signature leaves the session; must be durable when it resolves. */
  readonly record: (channelId: Uint8Array, signedYocto: bigint) => Promise<void>
}

export type PayerSessionOptions = {
  readonly signer: Signer
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly depositYocto: bigint
  /** The most this session will ever sign; the deposit unless lower. */
  readonly budgetYocto?: bigint
  /** The most one request may add. */
  readonly budgetPerCallYocto?: bigint
  /** Highest amount signed before, when a session is taken up again. */
  readonly signedYocto?: bigint
  readonly journal?: PayerJournal
}

/** Refused because a limit the payer set would be passed. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError'
  readonly wantedYocto: bigint
  readonly limitYocto: bigint

  constructor(wantedYocto: bigint, limitYocto: bigint) {
    super(
      `signing ${wantedYocto} yocto would pass the limit of ${limitYocto}; raise the budget or top up`,
    )
    this.wantedYocto = wantedYocto
    this.limitYocto = limitYocto
  }
}

/** The payer's side of one channel. It signs only what it counted itself. */
export type PayerSession = {
  readonly channelId: Uint8Array
  /** What was delivered and counted, paid or not. */
  readonly owedYocto: () => bigint
  readonly signedYocto: () => bigint
  /** Notes something delivered; throws BudgetError when a limit would be passed. */
  readonly owe: (amountYocto: bigint) => void
  /** Signs a voucher over everything owed, or over more when a provider asks for payment ahead. */
  readonly pay: (aheadToYocto?: bigint) => Promise<Credential>
}

export function createPayerSession(options: PayerSessionOptions): PayerSession {
  const { signer, ctx, channelId, depositYocto } = options
  const limitYocto =
    options.budgetYocto !== undefined && options.budgetYocto < depositYocto
      ? options.budgetYocto
      : depositYocto
  let signedYocto = options.signedYocto ?? 0n
  let owedYocto = signedYocto
  // Signatures leave one after another: each waits for the journal entry of the one before.
  let tail: Promise<unknown> = Promise.resolve()

  const sign = async (cumulativeYocto: bigint): Promise<Credential> => {
    if (cumulativeYocto > limitYocto) throw new BudgetError(cumulativeYocto, limitYocto)
    if (cumulativeYocto > signedYocto) {
      await options.journal?.record(channelId, cumulativeYocto)
      signedYocto = cumulativeYocto
    }
    const voucher = encodeVoucher({
      ctx,
      channelId,
      cumulativeYocto: signedYocto,
      lane: 0,
      ackHash: noAck,
    })
    return { voucher, signature: signer.sign(voucher), challenge: undefined }
  }

  return {
    channelId,
    owedYocto: () => owedYocto,
    signedYocto: () => signedYocto,
    owe: (amountYocto) => {
      const next = owedYocto + amountYocto
      if (next > limitYocto) throw new BudgetError(next, limitYocto)
      owedYocto = next
    },
    pay: (aheadToYocto) => {
      const signed = tail.then(() => {
        const perCall = options.budgetPerCallYocto
        if (
          aheadToYocto !== undefined &&
          perCall !== undefined &&
          aheadToYocto > owedYocto + perCall
        ) {
          throw new BudgetError(aheadToYocto, owedYocto + perCall)
        }
        const wanted =
          aheadToYocto !== undefined && aheadToYocto > owedYocto ? aheadToYocto : owedYocto
        return sign(wanted > signedYocto ? wanted : signedYocto)
      })
      tail = signed.catch(() => undefined)
      return signed
    },
  }
}
