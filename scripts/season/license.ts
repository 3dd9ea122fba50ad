import { createHash } from 'node:crypto'
import { type SplitTree, splitTree } from '@research-hub/sdk/codecs'
import type { World } from './world.js'

/** What the dataset asks of a model made from it. */
const datasetRoyaltyPpm = 100_000

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const noPrices = {
  token: 'NEAR',
  pricePerToken: null,
  pricePerRequest: null,
  pricePerPeriod: null,
  periodS: 0,
  minPrice: 0n,
  quota: 0n,
  lifetimeS: 0,
  expiresAtNs: 0n,
  reciprocal: false,
  transferable: false,
  resalePpm: 0,
} as const

/** The curator registers the dataset, and says what models made from it owe. */
export async function registerDataset(
  world: World,
  data: Uint8Array,
): Promise<{ readonly assetId: bigint; readonly termsHash: string }> {
  const { licensing } = world.hub('curator')
  const artifactRoot = createHash('sha256').update(data).digest('hex')
  const registered = await licensing.registerAsset({
    kind: 'dataset',
    artifactRoot,
    manifestRoot: sha256('documentation of this repository, nine paragraphs of ten'),
  })
  const assetId = BigInt(registered.returned)
  await licensing.seal({ assetId })
  const { returned: termsHash } = await licensing.addTerms({
    assetId,
    terms: {
      ...noPrices,
      pricePerRequest: 10n ** 21n,
      commercial: true,
      derivative: 'open',
      royaltyPpm: datasetRoyaltyPpm,
      uriHash: sha256('MIT'),
    },
  })
  return { assetId, termsHash }
}

export type LicensedModel = {
  readonly assetId: bigint
  readonly contributors: readonly string[]
  readonly split: SplitTree
}

/**
 * The winner takes its model over from the competition, names the dataset as parent, shares with those who
 * helped, and seals it.
 */
export async function licenseWinner(
  world: World,
  winner: string,
  entry: { readonly cid: bigint; readonly entryId: bigint },
  dataset: { readonly assetId: bigint; readonly termsHash: string },
  helpers: readonly string[],
): Promise<LicensedModel> {
  const { licensing } = world.hub(winner)
  const found = await licensing.assetOfEntry(entry)
  if (found === null) throw new Error('the winning entry never reached licensing')
  const assetId = BigInt(found)
  await licensing.acceptAsset({ assetId })
  await licensing.addParent({
    assetId,
    parentId: dataset.assetId,
    termsHash: dataset.termsHash,
    sharePpm: datasetRoyaltyPpm,
  })
  const split = splitTree([
    { accountId: world.id(winner), share: 700n },
    ...helpers.map((name, i) => ({ accountId: world.id(name), share: i === 0 ? 200n : 100n })),
  ])
  await licensing.setSplitEpoch({
    assetId,
    total: split.allocated,
    residualId: world.id(winner),
    root: split.root,
    count: split.count,
  })
  await licensing.seal({ assetId })
  await licensing.addTerms({
    assetId,
    terms: {
      ...noPrices,
      pricePerToken: 10n ** 19n,
      commercial: true,
      derivative: 'licensed',
      royaltyPpm: 50_000,
      uriHash: sha256('MIT'),
    },
  })
  return { assetId, contributors: [winner, ...helpers].map(world.id), split }
}
