/** Key files, as NEAR's tools write them; readable by their owner only. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from '@research-hub/sdk'
import { KeyPair } from 'near-api-js'
import { z } from 'zod'

const keyFile = z.object({
  account_id: z.string(),
  public_key: z.string().optional(),
  private_key: z.string().startsWith('ed25519:'),
})

export type StoredKey = Account & { readonly publicKey: string }

/** Gives out one key an account. */
export type KeyStore = { readonly keyOf: (accountId: string) => StoredKey }

/** Keys in a folder; made when first asked for, and written before they are given out. */
export function folderKeys(folder: string): KeyStore {
  return {
    keyOf: (accountId) => {
      const path = join(folder, `${accountId}.json`)
      if (existsSync(path)) return readKeyFile(path)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const key = newKey(accountId)
      const text = JSON.stringify({
        account_id: accountId,
        public_key: key.publicKey,
        private_key: key.secretKey,
      })
      writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600, flush: true })
      renameSync(`${path}.new`, path)
      return key
    },
  }
}

/** Keys that live as long as the process. */
export function memoryKeys(): KeyStore {
  const known = new Map<string, StoredKey>()
  return {
    keyOf: (accountId) => {
      const key = known.get(accountId) ?? newKey(accountId)
      known.set(accountId, key)
      return key
    },
  }
}

/** Reads a key file, and closes it to others if it was open. */
export function readKeyFile(path: string): StoredKey {
  const parsed = keyFile.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path} is no key file:\n${z.prettifyError(parsed.error)}`)
  chmodSync(path, 0o600)
  const { account_id: accountId, private_key } = parsed.data
  const secretKey = `ed25519:${private_key.slice('ed25519:'.length)}` as const
  const publicKey = KeyPair.fromString(secretKey).getPublicKey().toString()
  return { accountId, secretKey, publicKey }
}

function newKey(accountId: string): StoredKey {
  const pair = KeyPair.fromRandom('ed25519')
  const secretKey = pair.toString()
  return {
    accountId,
    secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}`,
    publicKey: pair.getPublicKey().toString(),
  }
}
