import type { Devnet } from '@research-hub/devnet'
import { near, table } from './print.js'

export type Balances = ReadonlyMap<string, bigint>

export function readBalances(devnet: Devnet, accountIds: readonly string[]): Balances {
  return new Map(accountIds.map((id) => [id, devnet.balanceYocto(id)]))
}

export type Flows = {
  readonly depositYocto: bigint
  readonly payoutYocto: bigint
  readonly feeYocto: bigint
  readonly refundYocto: bigint
}

/**
 * Prints who gained and lost what, and checks two sums to the yocto: the channel's deposit against
 * payout, fee and refund; and all accounts' losses against what the chain burnt for gas.
 */
export function reconcile(
  devnet: Devnet,
  before: Balances,
  burntBefore: bigint,
  flows: Flows,
): void {
  const changes = [...before].map(([id, was]) => ({ id, was, is: devnet.balanceYocto(id) }))
  table([
    ['account', 'before', 'after', 'change'],
    ...changes.map(({ id, was, is }) => [id, near(was), near(is), near(is - was)]),
  ])
  const lostYocto = changes.reduce((sum, { was, is }) => sum + was - is, 0n)
  const burntYocto = burntBefore - devnet.chain.head().header.totalSupplyYocto
  const outYocto = flows.payoutYocto + flows.feeYocto + flows.refundYocto
  table([
    ['', ''],
    ['deposit', near(flows.depositYocto)],
    ['= payout to the provider', near(flows.payoutYocto)],
    ['+ fee of the contract', near(flows.feeYocto)],
    ['+ refund to the consumer', near(flows.refundYocto)],
    ['difference', near(flows.depositYocto - outYocto)],
    ['', ''],
    ['all accounts together lost', near(lostYocto)],
    ['= burnt by the chain for gas', near(burntYocto)],
    ['difference', near(lostYocto - burntYocto)],
  ])
  if (flows.depositYocto !== outYocto) throw new Error('the channel does not reconcile')
  if (lostYocto !== burntYocto) throw new Error('the accounts do not reconcile with the gas burnt')
}
