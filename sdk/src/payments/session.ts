import { BudgetError } from './budget-error.js'
import { sameBytes, toHex } from './bytes.js'
import { readClaim } from './claim.js'
import type { Credential, VoucherCredential } from './credential.js'
import { encodeVoucher, noAck } from './messages/voucher.js'
import { payWithTicks, type TickState } from './session-ticks.js'
import { checkSignature, type Signer } from './signer.js'
import type { LaneName, Wallet } from './wallet.js'

export type PayerSessionOptions = {
  readonly signer: Signer
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly depositYocto: bigint
  /** Whom the channel pays, for limits by provider. */
  readonly payeeId?: string
  /** The most this session will ever sign; the deposit unless lower. */
  readonly budgetYocto?: bigint
  /** The most one request may add. */
  readonly budgetPerCallYocto?: bigint
  /** Highest amount signed before on lane 0, when a session is taken up again without a wallet. */
  readonly signedYocto?: bigint
  /** The journal and the limits shared with other sessions. */
  readonly wallet?: Wallet
}

/** Counts what one request may add. */
export type CallMeter = {
  /** Notes something delivered (or, below zero, corrects it); throws BudgetError past a limit. */
  readonly owe: (amountYocto: bigint) => void
}

/**
 * The payer's side of one lane of one channel. It signs only what it counted itself or was allowed to
 * prepay, and one voucher at a time.
 */
export type PayerSession = {
  readonly channelId: Uint8Array
  readonly lane: number
  /** What was delivered and counted, paid or not. */
  readonly owedYocto: () => bigint
  readonly signedYocto: () => bigint
  readonly depositYocto: () => bigint
  /** Notes something delivered; throws BudgetError when a limit would be passed. */
  readonly owe: (amountYocto: bigint) => void
  /** The same within the limit of one request. */
  readonly startCall: () => CallMeter
  /** Signs a voucher over everything owed, or over more when a provider asks for payment ahead. */
  readonly pay: (aheadToYocto?: bigint) => Promise<VoucherCredential>
  /** Pays what is owed with hash-chain ticks of a price: what to send, in order. */
  readonly payTicks: (tickPriceYocto: bigint, maxTicks?: number) => Promise<readonly Credential[]>
  /** The next vouchers name this usage receipt (SHA-256 of its bytes). */
  readonly acknowledge: (receiptHash: Uint8Array) => void
  /** After a top-up. */
  readonly raiseDeposit: (depositYocto: bigint) => void
  /**
   * Takes up the lane's amount from a voucher or tick commitment that the provider kept; false unless
   * this session's own key signed it for this lane and it is within the limits.
   */
  readonly adopt: (
    message: Uint8Array,
    signature: Uint8Array,
    ticks?: { readonly ticks: number; readonly preimage: Uint8Array },
  ) => Promise<boolean>
  /** Another lane of the channel, for parallel work or a child agent, with a limit of its own. */
  readonly onLane: (lane: number, limitYocto?: bigint) => PayerSession
}

/** What the lanes of a channel share. */
type Channel = {
  depositYocto: bigint
  readonly lanes: Map<number, PayerSession>
  /** Signatures leave one after another: each waits for the journal entry of the one before. */
  tail: Promise<unknown>
}

export function createPayerSession(options: PayerSessionOptions): PayerSession {
  const { depositYocto, budgetYocto } = options
  const channel = { depositYocto, lanes: new Map(), tail: Promise.resolve() }
  return createLane(options, channel, 0, budgetYocto)
}

function createLane(
  options: PayerSessionOptions,
  channel: Channel,
  lane: number,
  laneLimitYocto: bigint | undefined,
): PayerSession {
  const { signer, ctx, channelId, wallet, budgetPerCallYocto: perCallYocto } = options
  const name: LaneName = { channelId: toHex(channelId), payeeId: options.payeeId ?? '', lane }
  let signedYocto = wallet?.signedYocto(name) ?? (lane === 0 ? (options.signedYocto ?? 0n) : 0n)
  /** Up to here the journal allows signing; ahead of `signedYocto` only with ticks. */
  let journaledYocto = signedYocto
  let owedYocto = signedYocto
  let ackHash = noAck
  const ticks: TickState = { chain: undefined }

  /** What this lane may reach, given what other lanes have. */
  const limitYocto = (): bigint => {
    const cap = smaller(channel.depositYocto, options.budgetYocto)
    let elsewhere = wallet?.signedElsewhereYocto(name) ?? 0n
    if (wallet === undefined)
      for (const other of channel.lanes.values())
        if (other.lane !== lane) elsewhere += other.signedYocto()
    const headroom = wallet && journaledYocto + wallet.headroomYocto(name.payeeId)
    return smaller(smaller(cap - elsewhere, laneLimitYocto), headroom)
  }
  const check = (wantedYocto: bigint): void => {
    const limit = limitYocto()
    if (wantedYocto > journaledYocto && wantedYocto > limit)
      throw new BudgetError(wantedYocto, limit)
  }
  /** Afterwards up to `cumulativeYocto` may be signed. */
  const journal = async (cumulativeYocto: bigint): Promise<void> => {
    check(cumulativeYocto)
    if (cumulativeYocto <= journaledYocto) return
    await wallet?.record(name, cumulativeYocto)
    journaledYocto = cumulativeYocto
  }
  const raise = async (cumulativeYocto: bigint): Promise<void> => {
    await journal(cumulativeYocto)
    if (cumulativeYocto > signedYocto) signedYocto = cumulativeYocto
  }
  const signVoucher = async (cumulativeYocto: bigint): Promise<VoucherCredential> => {
    const voucher = encodeVoucher({ ctx, channelId, cumulativeYocto, lane, ackHash })
    return { action: 'voucher', voucher, signature: await signer.sign(voucher) }
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = channel.tail.then(work)
    channel.tail = done.catch(() => undefined)
    return done
  }
  const owe = (amountYocto: bigint): void => {
    check(owedYocto + amountYocto)
    owedYocto += amountYocto
  }

  const session: PayerSession = {
    channelId,
    lane,
    owedYocto: () => owedYocto,
    signedYocto: () => signedYocto,
    depositYocto: () => channel.depositYocto,
    owe,
    startCall: () => {
      let call = 0n
      return {
        owe: (amountYocto) => {
          if (perCallYocto !== undefined && call + amountYocto > perCallYocto)
            throw new BudgetError(call + amountYocto, perCallYocto)
          owe(amountYocto)
          call += amountYocto
        },
      }
    },
    pay: (aheadToYocto = 0n) =>
      inTurn(async () => {
        if (perCallYocto !== undefined && aheadToYocto > owedYocto + perCallYocto)
          throw new BudgetError(aheadToYocto, owedYocto + perCallYocto)
        await raise(aheadToYocto > owedYocto ? aheadToYocto : owedYocto)
        return signVoucher(signedYocto)
      }),
    payTicks: (tickPriceYocto, maxTicks = 256) =>
      inTurn(async () => {
        const terms = {
          ctx,
          channelId,
          lane,
          signer,
          signVoucher,
          tickPriceYocto,
          maxTicks,
          journal,
        }
        const paid = await payWithTicks(ticks, terms, owedYocto, signedYocto)
        signedYocto = paid.signedYocto
        return paid.sent
      }),
    acknowledge: (receiptHash) => {
      ackHash = receiptHash
    },
    raiseDeposit: (depositYocto) => {
      if (depositYocto > channel.depositYocto) channel.depositYocto = depositYocto
    },
    adopt: async (message, signature, tick) => {
      const claim = readClaim(message, tick)
      const mine =
        claim !== undefined &&
        claim.lane === lane &&
        sameBytes(claim.ctx, ctx) &&
        sameBytes(claim.channelId, channelId) &&
        (await checkSignature(signature, message, signer.publicKey))
      if (!mine) return false
      const { cumulativeYocto } = claim
      return inTurn(async () => {
        if (cumulativeYocto > journaledYocto && cumulativeYocto > limitYocto()) return false
        await raise(cumulativeYocto)
        if (cumulativeYocto > owedYocto) owedYocto = cumulativeYocto
        return true
      })
    },
    onLane: (other, limit) => {
      const known = channel.lanes.get(other)
      return known ?? createLane(options, channel, other, limit)
    },
  }
  channel.lanes.set(lane, session)
  return session
}

function smaller(a: bigint, b: bigint | undefined): bigint {
  return b !== undefined && b < a ? b : a
}
