import type { CallResult, Devnet, DevnetAccount } from '@research-hub/devnet'

type Note = (label: string, result: CallResult) => void

const near = 10n ** 24n

/** Gas of the storage methods that every contract has, by an account with the longest id. */
export async function storageGas(devnet: Devnet, contractId: string, note: Note): Promise<void> {
  const root = devnet.root.accountId
  const id = `${'s'.repeat(63 - root.length)}.${root}`
  const user = await devnet.createAccount(id, 10n * near)
  const call = async (method: string, args: object, depositYocto: bigint): Promise<void> =>
    note(
      method,
      await devnet.call(user, contractId, method, args, {
        gas: 100_000_000_000_000n,
        depositYocto,
      }),
    )
  await call('storage_deposit', {}, near)
  await call('storage_withdraw', { amount: '1' }, 1n)
  await call('storage_unregister', {}, 1n)
}

/** Gas of the governance methods that every contract has; the owner is another one afterwards. */
export async function governanceGas(
  devnet: Devnet,
  contractId: string,
  owner: DevnetAccount,
  note: Note,
): Promise<void> {
  const root = devnet.root.accountId
  const nextId = `${'g'.repeat(63 - root.length)}.${root}`
  const next = await devnet.createAccount(nextId, 10n * near)
  const call = async (who: DevnetAccount, method: string, args: object = {}): Promise<void> =>
    note(
      method,
      await devnet.call(who, contractId, method, args, {
        gas: 100_000_000_000_000n,
      }),
    )
  await call(owner, 'set_guardian', { guardian_id: nextId })
  await call(owner, 'pause', { features: 1 })
  await call(owner, 'resume', { features: 1 })
  await call(owner, 'propose_upgrade', {
    code_hash: '11'.repeat(32),
    delay_ns: String(7n * 86_400_000_000_000n),
  })
  await call(owner, 'cancel_upgrade')
  await call(owner, 'propose_owner', { owner_id: nextId })
  await call(next, 'accept_owner')
}
