import type { PaidInference } from './inference.js'
import type { Flow } from './report/data.js'
import type { Revenue } from './revenue.js'
import type { World } from './world.js'

export type PoolMoney = { readonly filledYocto: bigint; readonly prizeYocto: bigint }

/** Who paid whom from the consumer's first token to the next prize; nothing that did not move. */
export function flowsOf(
  world: World,
  paid: PaidInference,
  revenue: Revenue,
  pool: PoolMoney,
): readonly Flow[] {
  const flows: readonly Flow[] = [
    { from: 'consumer', to: 'channel', amountYocto: paid.paidYocto },
    { from: 'channel', to: 'provider', amountYocto: paid.providerYocto },
    { from: 'channel', to: 'channel fee', amountYocto: paid.feeYocto },
    { from: 'channel', to: 'model', amountYocto: paid.royaltyYocto },
    ...[...revenue.contributorsYocto].map(([accountId, amountYocto]) => ({
      from: 'model',
      to: world.nameOf(accountId),
      amountYocto,
    })),
    { from: 'model', to: 'dataset', amountYocto: revenue.parentYocto },
    { from: 'model', to: 'licence fee', amountYocto: revenue.protocolYocto },
    { from: 'model', to: 'next pool', amountYocto: revenue.poolYocto },
    { from: 'funder', to: 'next pool', amountYocto: pool.filledYocto },
    { from: 'next pool', to: 'next prize', amountYocto: pool.prizeYocto },
  ]
  return flows.filter(({ amountYocto }) => amountYocto > 0n)
}
