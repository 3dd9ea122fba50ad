import { gasKeyOf } from '../../primitives/gas-key.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type { AccessKey, PublicKey } from '../../primitives/types.js'
import { usageWithout } from '../fees/storage-stake.js'
import { initialNonce, keyStorage } from '../state/access-keys.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from './failure.js'
import { burnGasKey } from './gas-keys.js'
import type { ActionRun } from './run.js'

/** Adds a key, with its nonces if it is a gas key. */
export function addKey(
  { block, receipt }: ActionRun,
  account: Account,
  publicKey: PublicKey,
  accessKey: AccessKey,
): void {
  const accountId = receipt.receiverId
  if (block.state.accessKey(accountId, publicKey) !== undefined) {
    const key = { account_id: accountId, public_key: formatPublicKey(publicKey) }
    throw new ActionFailure({ AddKeyAlreadyExists: key })
  }
  const gasKey = gasKeyOf(accessKey)
  const nonce = initialNonce(block)
  const stored = { ...accessKey, nonce: gasKey === undefined ? nonce : 0n }
  block.state.setAccessKey(accountId, publicKey, stored)
  for (let index = 0; index < (gasKey?.numNonces ?? 0); index++)
    block.state.setGasKeyNonce(accountId, publicKey, index, nonce)
  const storageUsage = account.storageUsage + keyStorage(block, publicKey, stored)
  block.state.setAccount(accountId, { ...account, storageUsage })
}

/** Removes a key; what a gas key holds burns. */
export function deleteKey(run: ActionRun, account: Account, publicKey: PublicKey): void {
  const { block, receipt } = run
  const accountId = receipt.receiverId
  const key = block.state.accessKey(accountId, publicKey)
  if (key === undefined) {
    const missing = { account_id: accountId, public_key: formatPublicKey(publicKey) }
    throw new ActionFailure({ DeleteKeyDoesNotExist: missing })
  }
  burnGasKey(run, publicKey, key)
  block.state.removeAccessKey(accountId, publicKey)
  const storageUsage = usageWithout(account.storageUsage, keyStorage(block, publicKey, key))
  block.state.setAccount(accountId, { ...account, storageUsage })
}
