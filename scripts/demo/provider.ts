import {
  type Backend,
  createInferenceApp,
  createTinyLmBackend,
  createUpstreamBackend,
  type RunningServer,
  serveOnLoopback,
} from '@research-hub/inference-server'
import type { HubClient } from '@research-hub/sdk'
import { formatKey, makeOffer, type Offer, parseKey } from '@research-hub/sdk/payments'
import {
  type ChainReader,
  createPayeeLedger,
  createPaymentGate,
  nodeSigner,
  type PayeeLedger,
  payeeTermsOf,
  recoveryDocuments,
  requirePayment,
  sqlLedgerStore,
} from '@research-hub/sdk/payments/server'
import { bitsPerByte, readDocumentation, trainModel } from '@research-hub/tiny-lm'
import type { HubConfig } from '../config.js'
import { findRoot } from '../root.js'
import type { DemoOptions } from './options.js'
import { line } from './print.js'

export type Provider = {
  readonly server: RunningServer
  readonly offer: Offer
  readonly ledger: PayeeLedger
}

/** What of the takings goes to the licensed model that is served. */
export type Royalty = { readonly assetId: bigint; readonly royaltyPpm: number }

/** Starts the paid inference server of an account, which agrees on chain to channels as it offers them. */
export async function startProvider(
  hub: HubClient,
  config: HubConfig,
  backend: Backend,
  royalty?: Royalty,
): Promise<Provider> {
  const receiptSigner = nodeSigner()
  const offer = await readOffer(hub, config, formatKey(receiptSigner.publicKey), royalty)
  await hub.channels.setPayeeTerms(payeeTermsOf(offer))
  const ledger = createPayeeLedger(await sqlLedgerStore())
  const gate = createPaymentGate({
    offer,
    ledger,
    realm: 'demo',
    readChannel: channelReader(hub),
    receiptSigner,
  })
  const app = createInferenceApp(backend, requirePayment(gate), recoveryDocuments(gate))
  return { server: await serveOnLoopback(app), offer, ledger }
}

/** The backend that the options name, or a model trained here and now. */
export function chooseBackend(options: DemoOptions): Backend {
  if (options.upstreamUrl !== undefined) {
    line(`model: whatever ${options.upstreamUrl} serves`)
    return createUpstreamBackend({ url: options.upstreamUrl, apiKey: options.upstreamApiKey })
  }
  const startedAt = performance.now()
  const { training, heldOut } = readDocumentation(findRoot())
  const model = trainModel(training)
  const ms = (performance.now() - startedAt).toFixed(0)
  const bits = bitsPerByte(model, heldOut).toFixed(3)
  line(
    `model: byte-level ${model.order}-gram with modified Kneser-Ney smoothing, trained on ${training.length} bytes`,
  )
  line(
    `of this repository's documentation in ${ms} ms; ${bits} bits per byte on ${heldOut.length} held-out bytes`,
  )
  return createTinyLmBackend(model)
}

async function readOffer(
  hub: HubClient,
  { inference }: HubConfig,
  payeeKey: string,
  royalty: Royalty | undefined,
): Promise<Offer> {
  const params = await hub.channels.params()
  return makeOffer({
    chainId: params.chainId,
    contractId: hub.contracts.channels,
    payeeId: hub.account?.accountId ?? '',
    payeeKey,
    pricePerTokenYocto: BigInt(inference.pricePerTokenYocto),
    pricePerRequestYocto: BigInt(inference.pricePerRequestYocto),
    creditWindowTokens: inference.creditWindowTokens,
    graceS: inference.graceSeconds,
    suggestedDepositYocto: BigInt(inference.suggestedDepositYocto),
    ...royalty,
  })
}

/** What the payment layer needs of a channel, read from the contract each time. */
export function channelReader(hub: HubClient): ChainReader {
  return async (channelId) => {
    const channel = await hub.channels.get({ channelId })
    const signerKey = channel === undefined ? undefined : parseKey(channel.signerKey)
    if (channel === undefined || signerKey === undefined) return undefined
    if (channel.laneCount === 0) return { ...channel, signerKey }
    const settled = (await hub.channels.lanes({ channelId })) ?? []
    const lanes = settled.map((settledYocto, lane) => ({ lane, settledYocto }))
    return { ...channel, signerKey, lanes }
  }
}
