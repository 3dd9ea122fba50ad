/** Key files as neard and near-cli write them. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { generateKeyPair, type KeyPair, parseSecretKey } from '../primitives/key-pair.js'

export type KeyFile = { readonly accountId: string; readonly key: KeyPair }

/** Reads `account_id` and `secret_key` (or `private_key`); throws when either is missing. */
export function readKeyFile(path: string): KeyFile {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const { account_id, secret_key, private_key } = json as Readonly<Record<string, unknown>>
  const secret = secret_key ?? private_key
  if (typeof account_id !== 'string' || typeof secret !== 'string') {
    throw new Error(`${path} is not a key file`)
  }
  return { accountId: account_id, key: parseSecretKey(secret) }
}

/** Writes a key file that only its owner can read. */
export function writeKeyFile(path: string, { accountId, key }: KeyFile): void {
  const text = JSON.stringify(
    { account_id: accountId, public_key: key.publicKeyText, secret_key: key.secretKey },
    null,
    2,
  )
  writeFileSync(path, `${text}\n`, { mode: 0o600 })
  // The mode above is only used for a new file.
  chmodSync(path, 0o600)
}

/** A key for an account: always the same one for a given seed. */
export function newKeyFile(accountId: string, seed: string | undefined): KeyFile {
  return { accountId, key: generateKeyPair(seed) }
}
