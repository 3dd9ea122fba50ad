/** What a payee remembers of one channel. Pure: every change makes a new entry. */
import { sameBytes } from '../../../codecs/bytes.js'

export type SignedMessage = { readonly message: Uint8Array; readonly signature: Uint8Array }

/** The list behind a multi-voucher, and the one key that signs for all of it. */
export type MultiList = {
  /** 52 bytes an entry, as `settle_multi` takes them. */
  readonly entries: Uint8Array
  /** Raw ed25519 key. */
  readonly signerKey: Uint8Array
}

/** What a channel's TEE key signed about an answer; makes a conditional voucher money. */
export type TeeAnswer = {
  /** `{model}:{sha256 of the request}:{sha256 of the response}`, hashes in lower-case hex. */
  readonly text: string
  readonly signature: Uint8Array
}

/**
 * A signature that proves a lane's amount by itself: over a voucher, over a multi-voucher with its list,
 * or over a conditional voucher with its answer.
 */
export type VoucherProof = SignedMessage & {
  readonly multi?: MultiList
  readonly answer?: TeeAnswer
}

/** A tick commitment and the deepest preimage seen of its root. */
export type TickProof = {
  readonly commit: SignedMessage
  readonly ticks: number
  readonly preimage: Uint8Array
}

export type LaneEntry = {
  readonly lane: number
  /** Settled on chain when the ledger first saw the lane. */
  readonly baseYocto: bigint
  /** The best that the payer signed on this lane and that can be settled as it is. */
  readonly acceptedYocto: bigint
  readonly voucher: VoucherProof | undefined
  readonly ticks: TickProof | undefined
}

/** Amounts are cumulative over the channel's life, all lanes together. */
export type LedgerEntry = {
  /** Hex. */
  readonly channelId: string
  readonly acceptedYocto: bigint
  /** What was delivered. */
  readonly spentYocto: bigint
  /** Set aside for what is being delivered now, by ledger instance. */
  readonly heldYocto: Readonly<Record<string, bigint>>
  readonly lanes: readonly LaneEntry[]
  /** The last usage receipt. */
  readonly receipt: SignedMessage | undefined
}

/** What the chain says of a channel when a claim on it is taken in. */
export type SettledOnChain = {
  /** What the deposit covers: the most that the channel may come to. No limit when absent. */
  readonly coveredYocto?: bigint
  /** The base of a channel or lane that the ledger does not know. */
  readonly settledYocto: bigint
  /** Per lane; absent when the whole amount is on lane 0. */
  readonly lanes?: readonly { readonly lane: number; readonly settledYocto: bigint }[]
}

/** A channel seen for the first time: what the chain has settled counts as delivered. */
export function freshEntry(channelId: string, { settledYocto }: SettledOnChain): LedgerEntry {
  return {
    channelId,
    acceptedYocto: settledYocto,
    spentYocto: settledYocto,
    heldYocto: {},
    lanes: [],
    receipt: undefined,
  }
}

export function laneOf(entry: LedgerEntry, lane: number): LaneEntry | undefined {
  for (const known of entry.lanes) if (known.lane === lane) return known
  return undefined
}

/** What the lane counts from before anything is known of it. */
export function laneBaseYocto(settled: SettledOnChain, lane: number): bigint {
  if (settled.lanes === undefined) return lane === 0 ? settled.settledYocto : 0n
  return settled.lanes.find((known) => known.lane === lane)?.settledYocto ?? 0n
}

/**
 * What the channel comes to on chain once everything accepted is settled: somebody may have settled
 * amounts there that this ledger never saw.
 */
export function reachYocto(entry: LedgerEntry, settled: SettledOnChain): bigint {
  let reach = settled.settledYocto
  for (const { lane, acceptedYocto } of entry.lanes) {
    const unsettled = acceptedYocto - laneBaseYocto(settled, lane)
    if (unsettled > 0n) reach += unsettled
  }
  return reach
}

/** All that is held, by every instance. */
export function totalHeldYocto(entry: LedgerEntry): bigint {
  let sum = 0n
  for (const instance in entry.heldYocto) sum += entry.heldYocto[instance] ?? 0n
  return sum
}

export type Evidence = { readonly voucher: VoucherProof } | { readonly ticks: TickProof }

/** The entry with a better claim on one lane; the same object when the claim is not better. */
export function withClaim(
  entry: LedgerEntry,
  lane: number,
  baseYocto: bigint,
  acceptedYocto: bigint,
  evidence: Evidence,
): LedgerEntry {
  const known = laneOf(entry, lane)
  if (known !== undefined && !improves(known, acceptedYocto, evidence)) return entry
  const beforeYocto = known?.acceptedYocto ?? baseYocto
  // A voucher for less than the chain settled is remembered as a claim of nothing.
  const best = acceptedYocto > beforeYocto ? acceptedYocto : beforeYocto
  // Written out: this is the one path that every payment takes, and spreads cost a microsecond each.
  const after: LaneEntry = {
    lane,
    baseYocto: known?.baseYocto ?? baseYocto,
    acceptedYocto: best,
    voucher: 'voucher' in evidence ? evidence.voucher : known?.voucher,
    ticks: 'ticks' in evidence ? evidence.ticks : known?.ticks,
  }
  return {
    channelId: entry.channelId,
    acceptedYocto: entry.acceptedYocto + best - beforeYocto,
    spentYocto: entry.spentYocto,
    heldYocto: entry.heldYocto,
    lanes: withLane(entry.lanes, known, after),
    receipt: entry.receipt,
  }
}

function withLane(
  lanes: readonly LaneEntry[],
  known: LaneEntry | undefined,
  after: LaneEntry,
): readonly LaneEntry[] {
  if (known === undefined) return [...lanes, after]
  return lanes.length === 1 ? [after] : lanes.map((lane) => (lane === known ? after : lane))
}

/** More is better; a new commitment worth as much is too, because it carries future ticks. */
function improves(known: LaneEntry, acceptedYocto: bigint, evidence: Evidence): boolean {
  if (acceptedYocto !== known.acceptedYocto) return acceptedYocto > known.acceptedYocto
  if (!('ticks' in evidence)) return false
  const { ticks } = known
  return ticks === undefined || !sameBytes(ticks.commit.message, evidence.ticks.commit.message)
}
