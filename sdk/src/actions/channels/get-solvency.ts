import type { Client } from '../../clients/client.js'
import type { SolvencyView } from '../../generated/common.js'

export type Solvency = {
  readonly holdsYocto: bigint
  readonly channelsYocto: bigint
  readonly claimableYocto: bigint
  readonly inFlightYocto: bigint
  readonly storageYocto: bigint
  readonly solvent: boolean
}

/** What the contract holds against what it owes, in NEAR. */
export async function getSolvency(client: Client): Promise<Solvency> {
  const view = (await client.view(client.contracts.channels, 'solvency', {
    token: 'near',
  })) as SolvencyView
  return {
    holdsYocto: BigInt(view.holds),
    channelsYocto: BigInt(view.locked),
    claimableYocto: BigInt(view.credits),
    inFlightYocto: BigInt(view.in_flight),
    storageYocto: BigInt(view.storage_balances),
    solvent: view.solvent,
  }
}
