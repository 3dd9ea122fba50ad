/** What accounts seal as a hash and open later. */
import {
  bytesEqual,
  chainId,
  currentAccountId,
  sha256,
  utf8Decode,
} from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import type { Context } from '../rules/hashes.js'

/** What hashes are bound to. */
export function here(): Context {
  return { chainId: utf8Decode(chainId()), contractId: utf8Decode(currentAccountId()) }
}

/** Fails unless the account has sealed exactly this. */
export function requireSealed(accountId: string, seal: Uint8Array, preimage: Uint8Array): void {
  if (!bytesEqual(sha256(preimage), seal)) fail('ERR_COMMITMENT', accountId)
}
