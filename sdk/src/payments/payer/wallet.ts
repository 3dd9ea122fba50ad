import { BudgetError } from './budget-error.js'
import { dayOf, type JournalRecord, memoryJournal, type PayerJournal } from './journal.js'

export type WalletOptions = {
  readonly journal?: PayerJournal
  /** The most to sign in one UTC day, all providers together. */
  readonly perDayYocto?: bigint
  /** The most to ever sign for one provider, all its channels together. */
  readonly perProviderYocto?: bigint
  readonly now?: () => number
}

export type LaneName = {
  /** Hex. */
  readonly channelId: string
  readonly payeeId: string
  readonly lane: number
}

/** What all of a payer's sessions share: the journal and the limits across channels. */
export type Wallet = {
  /** Highest amount that may have been signed on a lane without a condition. */
  readonly signedYocto: (lane: LaneName) => bigint
  /** The same, conditional vouchers included: what the lane may cost. */
  readonly committedYocto: (lane: LaneName) => bigint
  /** What all lanes of a channel but this one may cost. */
  readonly signedElsewhereYocto: (lane: LaneName) => bigint
  /** What the limits leave for a provider now. */
  readonly headroomYocto: (payeeId: string) => bigint
  /**
   * Durable when it resolves; only then may `cumulativeYocto` be signed, or signed under a condition
   * only. Throws BudgetError.
   */
  readonly record: (lane: LaneName, cumulativeYocto: bigint, conditional?: boolean) => Promise<void>
}

/** How far a lane's signatures go. */
type Reached = { readonly signedYocto: bigint; readonly committedYocto: bigint }

const unlimited = 2n ** 128n

/** Reads the journal back and keeps adding to it. */
export async function createWallet(options: WalletOptions = {}): Promise<Wallet> {
  const { journal = memoryJournal(), perDayYocto, perProviderYocto, now = Date.now } = options
  const channels = new Map<string, Map<number, Reached>>()
  const byProvider = new Map<string, bigint>()
  const byDay = new Map<number, bigint>()
  const reached = ({ channelId, lane }: LaneName): Reached =>
    channels.get(channelId)?.get(lane) ?? { signedYocto: 0n, committedYocto: 0n }
  const count = (record: JournalRecord): void => {
    const { channelId, lane, payeeId, cumulativeYocto, addedYocto, atMs, conditional } = record
    const before = reached(record)
    const lanes = channels.get(channelId) ?? new Map<number, Reached>()
    channels.set(channelId, lanes)
    lanes.set(lane, {
      signedYocto: larger(before.signedYocto, conditional === true ? 0n : cumulativeYocto),
      committedYocto: larger(before.committedYocto, cumulativeYocto),
    })
    byProvider.set(payeeId, (byProvider.get(payeeId) ?? 0n) + addedYocto)
    byDay.set(dayOf(atMs), (byDay.get(dayOf(atMs)) ?? 0n) + addedYocto)
  }
  for (const record of await journal.load()) count(record)

  const headroomYocto = (payeeId: string): bigint => {
    const day = (perDayYocto ?? unlimited) - (byDay.get(dayOf(now())) ?? 0n)
    const provider = (perProviderYocto ?? unlimited) - (byProvider.get(payeeId) ?? 0n)
    return day < provider ? day : provider
  }
  return {
    signedYocto: (lane) => reached(lane).signedYocto,
    committedYocto: (lane) => reached(lane).committedYocto,
    signedElsewhereYocto: ({ channelId, lane }) =>
      [...(channels.get(channelId) ?? [])].reduce(
        (sum, [other, { committedYocto }]) => (other === lane ? sum : sum + committedYocto),
        0n,
      ),
    headroomYocto,
    record: async (lane, cumulativeYocto, conditional = false) => {
      const { signedYocto, committedYocto } = reached(lane)
      if (cumulativeYocto <= (conditional ? committedYocto : signedYocto)) return
      const addedYocto = larger(cumulativeYocto, committedYocto) - committedYocto
      const headroom = headroomYocto(lane.payeeId)
      if (addedYocto > headroom && addedYocto > 0n) throw new BudgetError(addedYocto, headroom)
      const unconditional = { ...lane, cumulativeYocto, addedYocto, atMs: now() }
      const record = conditional ? { ...unconditional, conditional } : unconditional
      // Counted before it is durable: should the write fail half way, the amount stays reserved.
      count(record)
      await journal.append(record)
    },
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
