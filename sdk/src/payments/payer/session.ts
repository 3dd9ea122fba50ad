import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes, toHex, utf8 } from '../../codecs/bytes.js'
import { checkSignature, type Signer } from '../../signers/signer.js'
import type { MultiVoucherEntry } from '../messages/multi-voucher.js'
import { encodeVoucher, noAck } from '../messages/voucher.js'
import type { Credential, VoucherCredential } from '../wire/credential.js'
import { BudgetError } from './budget-error.js'
import { type ClaimProof, readClaims } from './claim.js'
import { payWithTicks, type TickState } from './session-ticks.js'
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

/** A lane's amount that may be signed now, and with what. */
export type LaneSigning = {
  readonly entry: MultiVoucherEntry
  readonly ctx: Uint8Array
  readonly signer: Signer
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
  /** The most that was signed without a condition. */
  readonly signedYocto: () => bigint
  /** The most that may have to be paid: conditional vouchers and ticks allowed ahead included. */
  readonly committedYocto: () => bigint
  readonly depositYocto: () => bigint
  /** Notes something delivered; throws BudgetError when a limit would be passed. */
  readonly owe: (amountYocto: bigint) => void
  /** The same within the limit of one request. */
  readonly startCall: () => CallMeter
  /** Signs a voucher over everything owed, or over more when a provider asks for payment ahead. */
  readonly pay: (aheadToYocto?: bigint) => Promise<VoucherCredential>
  /**
   * The same, but `sign` makes the signature, and nothing else is signed on the channel until it is done.
   * `within` is true in the `sign` of another lane of the channel. See `payTogether`.
   */
  readonly payWith: <T>(
    sign: (signing: LaneSigning) => Promise<T>,
    aheadToYocto?: bigint,
    within?: boolean,
  ) => Promise<T>
  /**
   * Signs a conditional voucher over what is owed and at most `upToYocto` for one request, which
   * `conditionFor` names. It is worth nothing until the TEE key that was pinned when the channel was opened
   * signs an answer to that request; `owe` its price when the answer has arrived. Requests that run at
   * once each need a lane of their own. The amount counts against all limits at once, and stays counted
   * when no answer came.
   */
  readonly payFor: (condition: string, upToYocto: bigint) => Promise<VoucherCredential>
  /** Pays what is owed with hash-chain ticks of a price: what to send, in order. */
  readonly payTicks: (tickPriceYocto: bigint, maxTicks?: number) => Promise<readonly Credential[]>
  /** The next vouchers name this usage receipt (SHA-256 of its bytes). */
  readonly acknowledge: (receiptHash: Uint8Array) => void
  /** After a top-up. */
  readonly raiseDeposit: (depositYocto: bigint) => void
  /**
   * Takes up the lane's amount from a voucher, tick commitment or multi-voucher that the provider kept;
   * false unless this session's own key signed it for this lane and it is within the limits. Conditional
   * vouchers are not taken up: without the condition they would be worth more than was signed.
   */
  readonly adopt: (
    message: Uint8Array,
    signature: Uint8Array,
    proof?: ClaimProof,
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
  /** The same with conditional vouchers. */
  let committedYocto = wallet?.committedYocto(name) ?? signedYocto
  let owedYocto = signedYocto
  let ackHash = noAck
  const ticks: TickState = { chain: undefined }

  /** What this lane may reach, given what other lanes have. */
  const limitYocto = (): bigint => {
    const cap = smaller(channel.depositYocto, options.budgetYocto)
    let elsewhere = wallet?.signedElsewhereYocto(name) ?? 0n
    if (wallet === undefined)
      for (const other of channel.lanes.values())
        if (other.lane !== lane) elsewhere += other.committedYocto()
    const headroom = wallet && committedYocto + wallet.headroomYocto(name.payeeId)
    return smaller(smaller(cap - elsewhere, laneLimitYocto), headroom)
  }
  const check = (wantedYocto: bigint): void => {
    const limit = limitYocto()
    if (wantedYocto > committedYocto && wantedYocto > limit)
      throw new BudgetError(wantedYocto, limit)
  }
  /** Afterwards up to `cumulativeYocto` may be signed, or signed under a condition only. */
  const journal = async (cumulativeYocto: bigint, conditional = false): Promise<void> => {
    check(cumulativeYocto)
    if (cumulativeYocto <= (conditional ? committedYocto : journaledYocto)) return
    await wallet?.record(name, cumulativeYocto, conditional)
    if (!conditional) journaledYocto = cumulativeYocto
    if (cumulativeYocto > committedYocto) committedYocto = cumulativeYocto
  }
  const raise = async (cumulativeYocto: bigint): Promise<void> => {
    await journal(cumulativeYocto)
    if (cumulativeYocto > signedYocto) signedYocto = cumulativeYocto
  }
  const signVoucher = async (
    cumulativeYocto: bigint,
    condition?: string,
  ): Promise<VoucherCredential> => {
    const conditional = condition !== undefined
    const hash = conditional ? sha256(utf8(condition)) : ackHash
    const terms = { ctx, channelId, cumulativeYocto, lane, ackHash: hash, conditional }
    const voucher = encodeVoucher(terms)
    return { action: 'voucher', voucher, signature: await signer.sign(voucher) }
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = channel.tail.then(work)
    channel.tail = done.catch(() => undefined)
    return done
  }
  /** The limit of one request holds for what is paid ahead of it too. */
  const checkAhead = (aheadToYocto: bigint): void => {
    if (perCallYocto !== undefined && aheadToYocto > owedYocto + perCallYocto)
      throw new BudgetError(aheadToYocto, owedYocto + perCallYocto)
  }
  const payWith: PayerSession['payWith'] = (sign, aheadToYocto = 0n, within = false) => {
    const work = async () => {
      checkAhead(aheadToYocto)
      await raise(aheadToYocto > owedYocto ? aheadToYocto : owedYocto)
      return sign({ entry: { channelId, lane, cumulativeYocto: signedYocto }, ctx, signer })
    }
    return within ? work() : inTurn(work)
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
    committedYocto: () => committedYocto,
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
    pay: (aheadToYocto) => payWith(({ entry }) => signVoucher(entry.cumulativeYocto), aheadToYocto),
    payWith,
    payFor: (condition, upToYocto) =>
      inTurn(async () => {
        const cumulativeYocto = owedYocto + upToYocto
        checkAhead(cumulativeYocto)
        await journal(cumulativeYocto, true)
        return signVoucher(cumulativeYocto, condition)
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
    adopt: async (message, signature, proof) => {
      const claim = readClaims(message, proof).find(
        (found) =>
          found.lane === lane && sameBytes(found.ctx, ctx) && sameBytes(found.channelId, channelId),
      )
      if (!claim || !(await checkSignature(signature, message, signer.publicKey))) return false
      const { cumulativeYocto } = claim
      return inTurn(async () => {
        if (cumulativeYocto > committedYocto && cumulativeYocto > limitYocto()) return false
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
