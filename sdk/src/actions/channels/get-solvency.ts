import type { Client } from '../../clients/client.js'
import type { SolvencyView } from '../../generated/channels.js'

/** Amounts of one token; NEAR in yocto. */
export type Solvency = {
  readonly holdsYocto: bigint
  /** Deposits less what was settled, and fees and royalties that wait. */
  readonly channelsYocto: bigint
  readonly claimableYocto: bigint
  readonly inFlightYocto: bigint
  readonly outboxYocto: bigint
  readonly storageYocto: bigint
  readonly owedYocto: bigint
  readonly solvent: boolean
}

export type GetSolvencyParameters = {
  /** `near` unless given. */
  readonly token?: string
}

/** What the contract holds against what it owes. */
export async function getSolvency(
  client: Client,
  parameters: GetSolvencyParameters = {},
): Promise<Solvency> {
  const view = (await client.view(client.contracts.channels, 'solvency', {
    token: parameters.token ?? 'near',
  })) as SolvencyView
  return {
    holdsYocto: BigInt(view.holds),
    channelsYocto: BigInt(view.locked),
    claimableYocto: BigInt(view.credits),
    inFlightYocto: BigInt(view.in_flight),
    outboxYocto: BigInt(view.outbox),
    storageYocto: BigInt(view.storage_balances),
    owedYocto: BigInt(view.owed),
    solvent: view.solvent,
  }
}
