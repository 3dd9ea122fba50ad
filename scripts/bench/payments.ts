/** Taking a payment in (decode, rules, signature, ledger) beside the bare signature check. */
import {
  contextId,
  createTickChain,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  makeOffer,
  noAck,
} from '@research-hub/sdk/payments'
import {
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentCheck,
  memoryLedgerStore,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import { median, printTable, ratio } from './table.js'

const count = 4000
/** Of each chain. */
const tickCount = 1000
/** Chains whose ticks are not counted. */
const warmChains = 10
/** Cold code is slow code: the first slices are not counted. */
const warmUp = 6
const sliceLength = 50
const chainTicks = 1024

export async function benchPayments(): Promise<void> {
  const signer = nodeSigner()
  const ctx = contextId('bench', 'channels.near')
  const channelId = new Uint8Array(32).fill(7)
  const vouchers = Array.from({ length: count }, (_, i) => {
    const fields = { ctx, channelId, cumulativeYocto: BigInt(i + 1), lane: 0, ackHash: noAck }
    const voucher = encodeVoucher(fields)
    return { action: 'voucher' as const, voucher, signature: signer.sign(voucher) }
  })
  const offer = makeOffer({
    chainId: 'bench',
    contractId: 'channels.near',
    payeeId: 'payee.near',
    payeeKey: formatKey(signer.publicKey),
    pricePerTokenYocto: 1n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 8,
    graceS: 900,
    suggestedDepositYocto: 1n,
  })
  const channel: ChannelOnChain = {
    status: 'open',
    payeeId: offer.payeeId,
    token: 'NEAR',
    payeeKey: offer.payeeKey,
    feeBps: 50,
    royaltyPpm: 0,
    tipBps: 0,
    tipAfterBps: 5000,
    signerKey: signer.publicKey,
    depositYocto: 1_000_000n,
    settledYocto: 0n,
    graceS: 900,
    termsHash: offer.termsHash,
  }
  const newCheck = () =>
    createPaymentCheck({
      offer,
      ledger: createPayeeLedger(memoryLedgerStore()),
      readChannel: async () => channel,
    })

  const [check, tickCheck] = [newCheck(), newCheck()]
  /** The ticks of a chain on a channel of its own, its voucher and commitment taken in. */
  const ticksOf = async (chainNumber: number) => {
    const id = new Uint8Array(32).fill(chainNumber)
    const nothing = { ctx, channelId: id, cumulativeYocto: 0n, lane: 0, ackHash: noAck }
    const funding = encodeVoucher(nothing)
    await tickCheck({ action: 'voucher', voucher: funding, signature: signer.sign(funding) })
    const chain = createTickChain(chainTicks)
    const terms = { baseYocto: 0n, lane: 0, maxTicks: chainTicks, tickPriceYocto: 1n }
    const commit = encodeTickCommit({ ctx, channelId: id, ...terms, root: chain.root })
    const opening = { action: 'tick-commit' as const, commit, signature: signer.sign(commit) }
    if (!(await tickCheck(opening)).ok) throw new Error('a good commitment was refused')
    return Array.from({ length: tickCount }, (_, i) => ({
      action: 'tick' as const,
      channelId: id,
      lane: 0,
      ticks: i + 1,
      preimage: chain.preimage(i + 1),
    }))
  }
  // A tick takes so little that one chain is over before its code is compiled: others go first.
  for (let chainNumber = 100; chainNumber < 100 + warmChains; chainNumber++) {
    for (const tick of await ticksOf(chainNumber)) await tickCheck(tick)
  }
  const preimages = (await Promise.all([1, 2, 3, 4].map(ticksOf))).flat()
  const rates = { bare: [] as number[], voucher: [] as number[], tick: [] as number[] }
  // Short slices in turns, so that other load on the machine meets all three alike.
  for (let slice = 0; slice < count / sliceLength; slice++) {
    const some = vouchers.slice(slice * sliceLength, (slice + 1) * sliceLength)
    rates.bare.push(
      await perSecond(some, async ({ voucher, signature }) =>
        verifySignature(signature, voucher, signer.publicKey),
      ),
    )
    rates.voucher.push(await perSecond(some, async (credential) => (await check(credential)).ok))
    const someTicks = preimages.slice(slice * sliceLength, (slice + 1) * sliceLength)
    rates.tick.push(
      await perSecond(someTicks, async (credential) => (await tickCheck(credential)).ok),
    )
  }
  const bare = rates.bare.slice(warmUp)
  // Each slice beside the bare checks of the same moment.
  const row = (name: string, all: readonly number[]): string[] => {
    const ratios = all.slice(warmUp).map((rate, i) => rate / (bare[i] ?? rate))
    return [name, median(all.slice(warmUp)).toFixed(0), ratio(median(ratios), 1)]
  }
  printTable(`Payments, one core (median of ${bare.length} slices)`, [
    ['', 'a CPU second', 'to the bare check'],
    row('bare ed25519 check (node:crypto)', rates.bare),
    row('voucher taken in: decoded, checked, booked', rates.voucher),
    row('tick taken in: decoded, hashed, booked', rates.tick),
  ])
}

async function perSecond<T>(
  items: readonly T[],
  work: (item: T) => Promise<boolean>,
): Promise<number> {
  // CPU time, not wall time: what other programs take of the machine is no part of the figure.
  const before = process.cpuUsage()
  for (const item of items) {
    if (!(await work(item))) throw new Error('a good payment was refused')
  }
  const { user, system } = process.cpuUsage(before)
  return (items.length * 1e6) / (user + system)
}
