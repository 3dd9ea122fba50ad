import { BudgetError } from './budget-error.js'
import { dayOf, memoryJournal, type PayerJournal } from './journal.js'

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
  /** Highest amount that may have been signed on a lane. */
  readonly signedYocto: (lane: LaneName) => bigint
  /** Highest amounts over all lanes of a channel but this one. */
  readonly signedElsewhereYocto: (lane: LaneName) => bigint
  /** What the limits leave for a provider now. */
  readonly headroomYocto: (payeeId: string) => bigint
  /** Durable when it resolves; only then may `cumulativeYocto` be signed. Throws BudgetError. */
  readonly record: (lane: LaneName, cumulativeYocto: bigint) => Promise<void>
}

const unlimited = 2n ** 128n

/** Reads the journal back and keeps adding to it. */
export async function createWallet(options: WalletOptions = {}): Promise<Wallet> {
  const { journal = memoryJournal(), perDayYocto, perProviderYocto, now = Date.now } = options
  const signed = new Map<string, Map<number, bigint>>()
  const byProvider = new Map<string, bigint>()
  const byDay = new Map<number, bigint>()
  const count = (lane: LaneName, cumulativeYocto: bigint, addedYocto: bigint, atMs: number) => {
    const lanes = signed.get(lane.channelId) ?? new Map<number, bigint>()
    signed.set(lane.channelId, lanes)
    if (cumulativeYocto > (lanes.get(lane.lane) ?? 0n)) lanes.set(lane.lane, cumulativeYocto)
    byProvider.set(lane.payeeId, (byProvider.get(lane.payeeId) ?? 0n) + addedYocto)
    byDay.set(dayOf(atMs), (byDay.get(dayOf(atMs)) ?? 0n) + addedYocto)
  }
  for (const record of await journal.load())
    count(record, record.cumulativeYocto, record.addedYocto, record.atMs)

  const signedYocto = ({ channelId, lane }: LaneName): bigint =>
    signed.get(channelId)?.get(lane) ?? 0n
  const headroomYocto = (payeeId: string): bigint => {
    const day = (perDayYocto ?? unlimited) - (byDay.get(dayOf(now())) ?? 0n)
    const provider = (perProviderYocto ?? unlimited) - (byProvider.get(payeeId) ?? 0n)
    return day < provider ? day : provider
  }
  return {
    signedYocto,
    signedElsewhereYocto: ({ channelId, lane }) =>
      [...(signed.get(channelId) ?? [])].reduce(
        (sum, [other, yocto]) => (other === lane ? sum : sum + yocto),
        0n,
      ),
    headroomYocto,
    record: async (lane, cumulativeYocto) => {
      const addedYocto = cumulativeYocto - signedYocto(lane)
      if (addedYocto <= 0n) return
      const headroom = headroomYocto(lane.payeeId)
      if (addedYocto > headroom) throw new BudgetError(addedYocto, headroom)
      const atMs = now()
      // Counted before it is durable: should the write fail half way, the amount stays reserved.
      count(lane, cumulativeYocto, addedYocto, atMs)
      await journal.append({ ...lane, cumulativeYocto, addedYocto, atMs })
    },
  }
}
