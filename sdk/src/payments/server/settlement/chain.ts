/** A channel as the chain has it. */
export type ChannelOnChain = {
  readonly status: 'open' | 'closing'
  readonly payeeId: string
  /** `near` or a NEP-141 contract. */
  readonly token: string
  /** `ed25519:` key that signs refunds and receipts in the payee's name. */
  readonly payeeKey: string
  readonly feeBps: number
  /** The asset that earns a royalty of what is settled. */
  readonly assetId?: bigint | undefined
  readonly royaltyPpm: number
  readonly tipBps: number
  readonly tipAfterBps: number
  /** Raw ed25519 key. */
  readonly signerKey: Uint8Array
  /** `ed25519:` key pinned when the channel was opened, whose signature conditional vouchers wait for. */
  readonly teeKey?: string | undefined
  readonly depositYocto: bigint
  /** A lower deposit that the payer has announced: nothing above it is sold against. */
  readonly decrease?: { readonly limitYocto: bigint } | undefined
  readonly settledYocto: bigint
  /** Settled per lane, for every lane that may be used; only lane 0 when absent. */
  readonly lanes?: readonly { readonly lane: number; readonly settledYocto: bigint }[]
  readonly graceS: number
  readonly termsHash: string
}

/** Reads a channel from final blocks; undefined when it does not exist. */
export type ChainReader = (channelId: string) => Promise<ChannelOnChain | undefined>

export type CachedReaderOptions = {
  /** How long a channel is taken as read; 2 s unless given. Must be far below the grace period. */
  readonly freshMs?: number
  /** How long the last reading serves while the chain cannot be read; 10 s unless given. */
  readonly staleMs?: number
  readonly now?: () => number
}

const keptChannels = 100_000

/**
 * Reads each channel at most once in a while. When the chain cannot be read the last reading serves
 * a little longer, then the failure is passed on and nothing more is sold.
 */
export function cachedReader(read: ChainReader, options: CachedReaderOptions = {}): ChainReader {
  const { freshMs = 2_000, staleMs = 10_000, now = Date.now } = options
  const known = new Map<string, { readonly atMs: number; readonly channel: ChannelOnChain }>()
  const reading = new Map<string, Promise<ChannelOnChain | undefined>>()
  const refresh = async (channelId: string): Promise<ChannelOnChain | undefined> => {
    try {
      const channel = await read(channelId)
      if (known.size >= keptChannels) known.clear()
      // An absent channel is not remembered: it may be about to be opened.
      if (channel === undefined) known.delete(channelId)
      else known.set(channelId, { atMs: now(), channel })
      return channel
    } catch (error) {
      const last = known.get(channelId)
      if (last !== undefined && now() - last.atMs < staleMs) return last.channel
      throw error
    } finally {
      reading.delete(channelId)
    }
  }
  return async (channelId) => {
    const last = known.get(channelId)
    if (last !== undefined && now() - last.atMs < freshMs) return last.channel
    const running = reading.get(channelId) ?? refresh(channelId)
    reading.set(channelId, running)
    return running
  }
}
