/** A contract's view of its money against the chain's own account of balance and storage. */
import type { Devnet } from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'

const byteCostYocto = 10n ** 19n

/** Records that the contract itself pays for, by the start of their keys; `=` for a whole key. */
const ownRecords: readonly string[] = ['g:', 'i:', 'o:', 'k:', 'K:', 't:']
const ownRecordsOf: Readonly<Record<string, readonly string[]>> = {
  channels: ['f:', 's:'],
  competition: ['u:', 'y:', 'z:'],
  ladder: ['=m:', 'c:', 'l:', 'n:', 'p:', 'r:', 'u:', 'v:'],
  licensing: ['c:', 'n:'],
  attestation: ['C:', 'e:', 'n:'],
  probe: [],
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
  const own = [...ownRecords, ...(ownRecordsOf[name] ?? [])]
  let ownBytes = 0n
  let userBytes = 0n
  const records = devnet.chain.state({ kind: 'head' })?.records(contractId, new Uint8Array(0))
  for (const { key, value } of records ?? []) {
    const bytes = BigInt(key.length + value.length + 40)
    const text = Buffer.from(key).toString('latin1')
    // A token's record that a failed payment brought back is nobody's.
    const isUncharged = text.startsWith('b:') && value[1] === 0
    if (isUncharged || own.some((start) => isUnder(text, start))) ownBytes += bytes
    else userBytes += bytes
  }
  return { ownBytes, userBytes }
}

function isUnder(key: string, start: string): boolean {
  return start.startsWith('=') ? key === start.slice(1) : key.startsWith(start)
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
  const view = (await devnet.view(contractId, 'solvency', { token: 'near' })) as {
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
