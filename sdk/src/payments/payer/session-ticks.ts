import type { Signer } from '../../signers/signer.js'
import { encodeTickCommit } from '../messages/tick-commit.js'
import type { Credential } from '../wire/credential.js'
import { createTickChain, type TickChain } from './tick-chain.js'

/** The lane's chain in use, and how much of it the journal already allows. */
export type TickState = {
  chain:
    | {
        readonly links: TickChain
        readonly baseYocto: bigint
        readonly tickPriceYocto: bigint
        released: number
        allowed: number
      }
    | undefined
}

type TickPayment = {
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly lane: number
  readonly signer: Signer
  /** Signs a voucher for an amount that is journaled already. */
  readonly signVoucher: (cumulativeYocto: bigint) => Promise<Credential>
  readonly tickPriceYocto: bigint
  readonly maxTicks: number
  /** Journals that the lane may reach an amount; throws BudgetError. */
  readonly journal: (cumulativeYocto: bigint) => Promise<void>
}

/** Ticks that one journal entry allows: what a crash may cost the payer at most. */
const ticksAhead = 16

/**
 * Releases ticks up to what is owed, rounded down to whole ticks. A new chain starts when there is
 * none, when the price changed, when it is used up, or when a voucher went past it. A voucher for its
 * base goes ahead of it: a chain without a tick cannot be settled.
 */
export async function payWithTicks(
  state: TickState,
  payment: TickPayment,
  owedYocto: bigint,
  signedYocto: bigint,
): Promise<{ readonly sent: readonly Credential[]; readonly signedYocto: bigint }> {
  const { tickPriceYocto, journal } = payment
  const sent: Credential[] = []
  let chain = state.chain
  const usable =
    chain !== undefined &&
    chain.tickPriceYocto === tickPriceYocto &&
    chain.baseYocto + BigInt(chain.released) * tickPriceYocto >= signedYocto &&
    owedYocto - chain.baseYocto <= BigInt(chain.links.maxTicks) * tickPriceYocto
  if (chain === undefined || !usable) {
    const started = await startChain(payment, owedYocto > signedYocto ? owedYocto : signedYocto)
    chain = started.chain
    state.chain = chain
    sent.push(...started.credentials)
  }
  const valueYocto = (ticks: number): bigint =>
    (chain?.baseYocto ?? 0n) + BigInt(ticks) * tickPriceYocto
  const ticks = Number((owedYocto - chain.baseYocto) / tickPriceYocto)
  if (ticks > chain.released) {
    if (ticks > chain.allowed) {
      const ahead = Math.min(ticks + ticksAhead, chain.links.maxTicks)
      chain.allowed = await journal(valueYocto(ahead)).then(
        () => ahead,
        // Near a limit only what is owed is journaled.
        () => journal(valueYocto(ticks)).then(() => ticks),
      )
    }
    chain.released = ticks
    const { channelId, lane } = payment
    sent.push({ action: 'tick', channelId, lane, ticks, preimage: chain.links.preimage(ticks) })
  }
  return { sent, signedYocto: valueYocto(chain.released) }
}

async function startChain(
  { ctx, channelId, lane, signer, signVoucher, tickPriceYocto, maxTicks, journal }: TickPayment,
  baseYocto: bigint,
) {
  await journal(baseYocto)
  const voucher = await signVoucher(baseYocto)
  const links = createTickChain(maxTicks)
  const commit = encodeTickCommit({
    ctx,
    channelId,
    lane,
    baseYocto,
    maxTicks,
    tickPriceYocto,
    root: links.root,
  })
  const signature = await signer.sign(commit)
  const credential: Credential = { action: 'tick-commit', commit, signature }
  return {
    credentials: [voucher, credential],
    chain: { links, baseYocto, tickPriceYocto, released: 0, allowed: 0 },
  }
}
