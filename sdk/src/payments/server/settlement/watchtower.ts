import type { LaneProof } from './best-claims.js'
import type { ChainReader, ChannelOnChain } from './chain.js'

export type WatchtowerOptions = {
  readonly readChannel: ChainReader
  /** Puts proofs on chain, in one batch or one by one, as `settleProofs` does; throws when that failed. */
  readonly settle: (proofs: readonly LaneProof[]) => Promise<void>
  /** Proofs in one call of `settle`. */
  readonly batchSize?: number
  /** Tries for one proof until a better one arrives; 20 unless given. */
  readonly maxTries?: number
  /** Settle an open channel too once this much is unsettled. */
  readonly maxUnsettledYocto?: bigint
  /** Settle an open channel too once a proof is this old. */
  readonly maxAgeMs?: number
  readonly now?: () => number
  /** Told about channels that could not be read and batches that failed. */
  readonly onError?: (error: unknown) => void
}

/** What one look at the chain did. */
export type WatchReport = {
  readonly watched: number
  readonly settled: number
  readonly failed: number
}

/**
 * Keeps the best proof of each lane and settles it while its channel is closing. It holds no keys:
 * anyone may settle what the payer signed, and the money goes to the payee.
 */
export type Watchtower = {
  /** Takes a proof to watch; a worse one than it has is ignored. */
  readonly watch: (proof: LaneProof) => void
  /** Looks at every watched channel once. */
  readonly look: () => Promise<WatchReport>
  /** Looks again and again until the signal ends it; pauses `intervalMs` between looks. */
  readonly run: (intervalMs: number, signal: AbortSignal) => Promise<void>
  readonly proofs: () => readonly LaneProof[]
}

type Watched = {
  readonly proof: LaneProof
  readonly sinceMs: number
  tries: number
}

export function createWatchtower(options: WatchtowerOptions): Watchtower {
  const { readChannel, settle, batchSize = 200, maxTries = 20, now = Date.now } = options
  const { maxUnsettledYocto, maxAgeMs } = options
  const watched = new Map<string, Map<number, Watched>>()

  const isDue = (channel: ChannelOnChain, { proof, sinceMs, tries }: Watched): boolean => {
    if (tries >= maxTries) return false
    if (channel.status === 'closing') return true
    const unsettledYocto = proof.cumulativeYocto - settledOnLane(channel, proof.lane)
    return (
      (maxUnsettledYocto !== undefined && unsettledYocto >= maxUnsettledYocto) ||
      (maxAgeMs !== undefined && now() - sinceMs >= maxAgeMs)
    )
  }
  /** Drops what is settled or gone; the lanes that must be settled now. */
  const dueOf = async (channelId: string, lanes: Map<number, Watched>): Promise<Watched[]> => {
    const channel = await readChannel(channelId)
    if (channel === undefined) {
      watched.delete(channelId)
      return []
    }
    const due: Watched[] = []
    for (const item of lanes.values()) {
      if (settledOnLane(channel, item.proof.lane) >= item.proof.cumulativeYocto) continue
      if (isDue(channel, item)) due.push(item)
    }
    return due
  }
  const look = async (): Promise<WatchReport> => {
    const due: Watched[] = []
    for (const [channelId, lanes] of [...watched]) {
      try {
        due.push(...(await dueOf(channelId, lanes)))
      } catch (error) {
        options.onError?.(error)
      }
    }
    let settled = 0
    for (let at = 0; at < due.length; at += batchSize) {
      const batch = due.slice(at, at + batchSize)
      for (const item of batch) item.tries++
      try {
        await settle(batch.map(({ proof }) => proof))
        settled += batch.length
      } catch (error) {
        options.onError?.(error)
      }
    }
    return { watched: watched.size, settled, failed: due.length - settled }
  }
  return {
    watch: (proof) => {
      const lanes = watched.get(proof.channelId) ?? new Map<number, Watched>()
      watched.set(proof.channelId, lanes)
      const known = lanes.get(proof.lane)
      if (known !== undefined && known.proof.cumulativeYocto >= proof.cumulativeYocto) return
      lanes.set(proof.lane, { proof, sinceMs: known?.sinceMs ?? now(), tries: 0 })
    },
    look,
    run: async (intervalMs, signal) => {
      while (!signal.aborted) {
        await look()
        await pause(intervalMs, signal)
      }
    },
    proofs: () =>
      [...watched.values()].flatMap((lanes) => [...lanes.values()].map(({ proof }) => proof)),
  }
}

function settledOnLane({ lanes, settledYocto }: ChannelOnChain, lane: number): bigint {
  if (lanes === undefined) return lane === 0 ? settledYocto : 0n
  return lanes.find((known) => known.lane === lane)?.settledYocto ?? 0n
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
