import { encodeTickCommit } from '../messages/tick-commit.js'
import type { Credential } from '../wire/credential.js'
import { inTurn, journalReach, type Lane, type LaneChain } from './lane.js'
import { signVoucher } from './lane-voucher.js'
import { createTickChain } from './tick-chain.js'

/** Ticks that one journal entry allows: what a crash may cost the payer at most. */
const ticksAhead = 16

/**
 * Releases ticks up to what is owed, rounded down to whole ticks. A new chain starts when there is
 * none, when the price changed, when it is used up, or when a voucher went past it. A voucher for its
 * base goes ahead of it: a chain without a tick cannot be settled.
 */
export function payTicks(
  lane: Lane,
  tickPriceYocto: bigint,
  maxTicks = 256,
): Promise<readonly Credential[]> {
  return inTurn(lane, async () => {
    const sent: Credential[] = []
    const chain =
      usableChain(lane, tickPriceYocto) ?? (await startChain(lane, tickPriceYocto, maxTicks, sent))
    const { links, baseYocto } = chain
    const valueYocto = (ticks: number): bigint => baseYocto + BigInt(ticks) * tickPriceYocto
    const ticks = Number((lane.owedYocto - baseYocto) / tickPriceYocto)
    if (ticks > chain.released) {
      if (ticks > chain.allowed) {
        const ahead = Math.min(ticks + ticksAhead, links.maxTicks)
        chain.allowed = await journalReach(lane, valueYocto(ahead)).then(
          () => ahead,
          // Near a limit only what is owed is journaled.
          () => journalReach(lane, valueYocto(ticks)).then(() => ticks),
        )
      }
      chain.released = ticks
      const { channelId } = lane.options
      const preimage = links.preimage(ticks)
      sent.push({ action: 'tick', channelId, lane: lane.lane, ticks, preimage })
    }
    lane.signedYocto = valueYocto(chain.released)
    return sent
  })
}

function usableChain(
  { chain, owedYocto, signedYocto }: Lane,
  tickPriceYocto: bigint,
): LaneChain | undefined {
  const usable =
    chain !== undefined &&
    chain.tickPriceYocto === tickPriceYocto &&
    chain.baseYocto + BigInt(chain.released) * tickPriceYocto >= signedYocto &&
    owedYocto - chain.baseYocto <= BigInt(chain.links.maxTicks) * tickPriceYocto
  return usable ? chain : undefined
}

async function startChain(
  lane: Lane,
  tickPriceYocto: bigint,
  maxTicks: number,
  sent: Credential[],
): Promise<LaneChain> {
  const { owedYocto, signedYocto } = lane
  const { ctx, channelId, signer } = lane.options
  const baseYocto = owedYocto > signedYocto ? owedYocto : signedYocto
  await journalReach(lane, baseYocto)
  const voucher = await signVoucher(lane, baseYocto)
  const links = createTickChain(maxTicks)
  const { root } = links
  const terms = { ctx, channelId, lane: lane.lane, baseYocto, maxTicks, tickPriceYocto, root }
  const commit = encodeTickCommit(terms)
  sent.push(voucher, { action: 'tick-commit', commit, signature: await signer.sign(commit) })
  lane.chain = { links, baseYocto, tickPriceYocto, released: 0, allowed: 0 }
  return lane.chain
}
