import { createTinyLmBackend } from '@research-hub/inference-server'
import { bestClaims } from '@research-hub/sdk/payments/server'
import type { TinyLm } from '@research-hub/tiny-lm'
import type { HubConfig } from '../config.js'
import { streamCompletion } from '../demo/complete.js'
import { createConsumer } from '../demo/consumer.js'
import { startProvider } from '../demo/provider.js'
import { near1 } from './settings.js'
import type { World } from './world.js'

/** What the model's licence gets of what is left after the protocol's fee. */
const royaltyPpm = 400_000

export type PaidInference = {
  readonly text: string
  readonly tokens: number
  readonly paidYocto: bigint
  readonly feeYocto: bigint
  readonly royaltyYocto: bigint
  readonly providerYocto: bigint
}

/** A consumer streams completions from the worker and pays as the tokens arrive; both then settle up. */
export async function payForInference(
  world: World,
  config: HubConfig,
  model: TinyLm,
  assetId: bigint,
): Promise<PaidInference> {
  const worker = world.hub('worker')
  const provider = await startProvider(worker, config, createTinyLmBackend(model), {
    assetId,
    royaltyPpm,
  })
  const depositYocto = near1
  const consumer = createConsumer(world.hub('consumer'), {
    depositYocto,
    chainId: provider.offer.chainId,
    onOpen: () => undefined,
  })
  let text = ''
  let tokens = 0
  for (const prompt of ['A payment channel is', 'The owner can']) {
    const options = { prompt, maxTokens: 96, seed: 7, model: undefined }
    const { paidFetch } = consumer
    const completion = await streamCompletion(provider.server.url, paidFetch, options, () => {})
    text += `${text === '' ? '' : '\n\n'}${prompt}${completion.text}`
    tokens += completion.tokens
  }
  await provider.server.close()

  const channelId = consumer.opened()?.channelId
  const entry = channelId === undefined ? undefined : await provider.ledger.entry(channelId)
  if (channelId === undefined || entry === undefined) throw new Error('nothing was paid for')
  const [claim] = bestClaims(entry)
  if (claim?.kind !== 'voucher') throw new Error('the best claim is not a voucher')
  await worker.channels.settle(claim)
  const settled = await worker.channels.get({ channelId })
  if (settled === undefined) throw new Error(`channel ${channelId} is gone`)
  await worker.channels.close({ channelId, captureYocto: entry.acceptedYocto })
  const { feeTakenYocto: feeYocto, royaltyTakenYocto: royaltyYocto } = settled
  const paidYocto = entry.acceptedYocto
  return {
    text,
    tokens,
    paidYocto,
    feeYocto,
    royaltyYocto,
    providerYocto: paidYocto - feeYocto - royaltyYocto,
  }
}
