import type { LicensedModel } from './license.js'
import { readPool } from './next-model.js'
import type { World } from './world.js'

export type Revenue = {
  readonly grossYocto: bigint
  readonly contributorsYocto: ReadonlyMap<string, bigint>
  readonly parentYocto: bigint
  readonly poolYocto: bigint
  readonly protocolYocto: bigint
}

const token = 'NEAR'

/** Brings what channels earned for a model to everyone who has a share in it. */
export async function shareRevenue(
  world: World,
  model: LicensedModel,
  parentId: bigint,
  poolId: bigint,
): Promise<Revenue> {
  const { channels, licensing } = world.hub('organiser')
  const { assetId, contributors, split } = model
  await channels.forwardRoyalty({ assetId, token })
  const flow = await licensing.flow({ assetId, token })
  const grossYocto = flow?.gross ?? 0n

  const contributorsYocto = new Map<string, bigint>()
  for (const accountId of contributors) {
    const { share, index, proof } = split.proofOf(accountId)
    const claim = { assetId, epoch: 1, token, accountId, share: BigInt(share), index, proof }
    const { returned } = await licensing.claimSplit(claim)
    contributorsYocto.set(accountId, BigInt(returned))
  }
  await licensing.pullRoyalty({ childId: assetId, ancestorId: parentId, token })
  const curatorId = world.id('curator')
  const parent = await licensing.claimSplit({
    assetId: parentId,
    epoch: 0,
    token,
    accountId: curatorId,
  })
  const before = await readPool(world, poolId)
  await licensing.forwardPoolShare({ assetId, token, depositYocto: 0n })
  const after = await readPool(world, poolId)
  const poolYocto = after.raised + after.revenue - before.raised - before.revenue
  const fee = await licensing.claimFee({ assetId, token })
  return {
    grossYocto,
    contributorsYocto,
    parentYocto: BigInt(parent.returned),
    poolYocto,
    protocolYocto: BigInt(fee.returned),
  }
}
