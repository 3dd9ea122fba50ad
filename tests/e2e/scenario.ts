import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createInferenceApp,
  createTinyLmBackend,
  serveOnLoopback,
} from '@research-hub/inference-server'
import { streamCompletion } from '@research-hub/scripts/demo/complete'
import { createConsumer } from '@research-hub/scripts/demo/consumer'
import { channelReader } from '@research-hub/scripts/demo/provider'
import type { HubClient } from '@research-hub/sdk'
import { formatKey, makeOffer, type Offer } from '@research-hub/sdk/payments'
import {
  bestClaims,
  type ChainReader,
  createPayeeLedger,
  fileLedgerStore,
  nodeSigner,
  type PayeeLedger,
  requirePayment,
} from '@research-hub/sdk/payments/server'
import { trainModel } from '@research-hub/tiny-lm'
import type { ExecutionContext } from 'ava'
import { near } from '../support/units.js'

const depositYocto = near

export type Hubs = {
  /** Signs as the contract's own account. */
  readonly contract: HubClient
  readonly provider: HubClient
  readonly consumer: HubClient
  readonly balanceYocto: (accountId: string) => Promise<bigint>
}

/** Set-up, a paid stream over HTTP, settlement, close, withdrawal; every yocto checked. */
export async function paidInference(t: ExecutionContext, hubs: Hubs): Promise<void> {
  const { provider, consumer } = hubs
  const offer = await setUp(hubs)
  const ledger = createPayeeLedger(await fileLedgerStore(await mkdtemp(join(tmpdir(), 'e2e-'))))
  const server = await serve(offer, ledger, channelReader(provider))
  try {
    const unpaid = await fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body: '{}' })
    t.is(unpaid.status, 402)
    const models = (await (await fetch(`${server.url}/v1/models`)).json()) as {
      data: { id: string }[]
    }
    t.is(models.data[0]?.id, 'tiny-lm')

    const client = createConsumer(consumer, {
      depositYocto,
      chainId: offer.chainId,
      onOpen: () => undefined,
    })
    const options = { prompt: 'pay', maxTokens: 70, model: 'tiny-lm', seed: 3 }
    const { tokens } = await streamCompletion(
      server.url,
      client.paidFetch,
      options,
      () => undefined,
    )
    t.is(tokens, 70)
    const channelId = client.opened()?.channelId ?? ''
    const entry = await ledger.entry(channelId)
    const priceYocto = offer.pricePerRequestYocto + 70n * offer.pricePerTokenYocto
    t.is(entry?.spentYocto, priceYocto)
    t.is(entry?.acceptedYocto, priceYocto)

    await provider.channels.settle(bestVoucher(entry))
    await provider.channels.close({ channelId, captureYocto: priceYocto })
    const feeYocto = (priceYocto * 50n) / 10_000n
    await withdrawAndCheck(t, hubs, provider, priceYocto - feeYocto)
    await withdrawAndCheck(t, hubs, consumer, depositYocto - priceYocto)
    const solvency = await provider.channels.solvency()
    t.true(solvency.solvent)
    t.is(solvency.creditsYocto, 0n)
    t.is(solvency.lockedYocto, feeYocto)
  } finally {
    await server.close()
  }
}

/** The provider dies mid-stream: the consumer owes what arrived and gets the rest back. */
export async function providerKilled(t: ExecutionContext, hubs: Hubs): Promise<void> {
  const { provider, consumer } = hubs
  const offer = await setUp(hubs)
  const ledger = createPayeeLedger(await fileLedgerStore(await mkdtemp(join(tmpdir(), 'e2e-'))))
  const server = await serve(offer, ledger, channelReader(provider))
  const client = createConsumer(consumer, {
    depositYocto,
    chainId: offer.chainId,
    onOpen: () => undefined,
  })
  const options = { prompt: 'pay', maxTokens: 4000, model: 'tiny-lm', seed: 3 }
  let arrived = 0
  await t.throwsAsync(
    streamCompletion(server.url, client.paidFetch, options, () => {
      if (++arrived === 100) void server.close()
    }),
  )
  const channelId = client.opened()?.channelId ?? ''
  const session = client.paidFetch.sessions.get(offer.payeeId)
  const owedYocto = session?.owedYocto() ?? 0n
  const deliveredTokens = (owedYocto - offer.pricePerRequestYocto) / offer.pricePerTokenYocto
  t.true(deliveredTokens >= 100n && deliveredTokens < 4000n)

  // The provider comes back with its ledger and settles its best voucher; it covers no more than arrived.
  const entry = await ledger.entry(channelId)
  const paidYocto = entry?.acceptedYocto ?? 0n
  t.true(paidYocto > 0n && paidYocto <= owedYocto)
  const window =
    offer.pricePerTokenYocto * BigInt(offer.creditWindowTokens) + offer.pricePerRequestYocto
  t.true((entry?.spentYocto ?? 0n) - paidYocto <= window)
  const voucher = bestVoucher(entry)
  await provider.channels.close({ ...voucher, channelId, captureYocto: paidYocto })
  await withdrawAndCheck(t, hubs, consumer, depositYocto - paidYocto)
}

const receiptSigner = nodeSigner()

function bestVoucher(entry: Awaited<ReturnType<PayeeLedger['entry']>>) {
  const [best] = entry === undefined ? [] : bestClaims(entry)
  if (best?.kind !== 'voucher') throw new Error('the provider holds no voucher')
  return best
}

async function setUp({ contract, provider }: Hubs): Promise<Offer> {
  const contractId = contract.contracts.channels
  const owner = contract.account?.accountId ?? ''
  await contract.send(contractId, [
    {
      methodName: 'init',
      args: { owner_id: owner, guardian_id: owner, fee_bps: 50, fee_recipient_id: owner },
      gas: 30_000_000_000_000n,
      depositYocto: 0n,
    },
  ])
  await provider.channels.storageDeposit({ depositYocto: near / 100n })
  await provider.channels.setPayeeTerms({ payeeKeys: [formatKey(receiptSigner.publicKey)] })
  const { chainId } = await provider.channels.params()
  return makeOffer({
    chainId,
    contractId,
    payeeId: provider.account?.accountId ?? '',
    payeeKey: formatKey(receiptSigner.publicKey),
    pricePerTokenYocto: near / 10_000n,
    pricePerRequestYocto: near / 1000n,
    creditWindowTokens: 16,
    graceS: 900,
    suggestedDepositYocto: depositYocto,
  })
}

function serve(offer: Offer, ledger: PayeeLedger, readChannel: ChainReader) {
  const model = trainModel(
    new TextEncoder().encode('pay as tokens arrive, and only for tokens that arrive. '.repeat(20)),
  )
  const payment = requirePayment({ offer, ledger, realm: 'e2e', readChannel, receiptSigner })
  return serveOnLoopback(createInferenceApp(createTinyLmBackend(model), payment))
}

async function withdrawAndCheck(
  t: ExecutionContext,
  hubs: Hubs,
  hub: HubClient,
  amountYocto: bigint,
): Promise<void> {
  const accountId = hub.account?.accountId ?? ''
  t.is(await hub.channels.creditOf({ accountId }), amountYocto)
  const before = await hubs.balanceYocto(accountId)
  const { tokensBurntYocto } = await hub.channels.withdraw({})
  t.is(await hubs.balanceYocto(accountId), before + amountYocto - tokensBurntYocto)
}
