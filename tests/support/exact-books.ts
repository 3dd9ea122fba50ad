/** A contract's view of its money against the chain's own account of balance and storage. */
import type { Devnet } from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'

const byteCostYocto = 10n ** 19n

/** Keys of records that the contract itself pays for. */
const ownKeys = /^[gikKt]:|^k#$|^[ouy]:$/
const ownKeysOf: Readonly<Record<string, RegExp>> = {
  channels: /^[fs]:/,
  // The ladder's funding is not charged to anybody.
  competition: /^[uyz]:|^h:\d+:pool:\d+$/,
  ladder: /^[clnpruvz]:|^m:$/,
  licensing: /^[cn]:/,
  attestation: /^[Cen]:/,
}

export type Stored = {
  /** Bytes of the contract's own records. */
  readonly ownBytes: bigint
  /** Bytes of accounts' registrations and of the records they caused. */
  readonly userBytes: bigint
}

/** Sorts what a contract stores by who causes it. */
export function storedBytes(devnet: Devnet, contractId: string): Stored {
  const name = contractId.split('.')[0] ?? ''
  const ownOfContract = ownKeysOf[name]
  let ownBytes = 0n
  let userBytes = 0n
  const records = devnet.chain.state({ kind: 'head' })?.records(contractId, new Uint8Array(0))
  for (const { key, value } of records ?? []) {
    const bytes = BigInt(key.length + value.length + 40)
    const text = Buffer.from(key).toString('latin1')
    if (ownKeys.test(text) || ownOfContract?.test(text) === true) ownBytes += bytes
    else userBytes += bytes
  }
  return { ownBytes, userBytes }
}

/** What `solvency` says it holds in NEAR is what the chain says, to the yocto. */
export async function requireExactBooks(
  t: ExecutionContext,
  devnet: Devnet,
  contractId: string,
): Promise<void> {
  const account = devnet.chain.state({ kind: 'head' })?.account(contractId)
  if (account === undefined) throw new Error(`no account ${contractId}`)
  const { userBytes } = storedBytes(devnet, contractId)
  const view = (await devnet.view(contractId, 'solvency', { token: 'NEAR' })) as {
    readonly holds: string
    readonly solvent: boolean
  }
  const stakeYocto = (account.storageUsage - userBytes) * byteCostYocto
  t.is(BigInt(view.holds), account.amountYocto - stakeYocto, 'holdings in NEAR')
  t.true(view.solvent)
}

/** Lets contracts earn nothing of the gas they burn, so that balances move by money alone. */
export function withoutGasRewards(devnet: Devnet): void {
  Object.assign(devnet.chain.options.config, { burntGasReward: [0n, 1n] })
}
