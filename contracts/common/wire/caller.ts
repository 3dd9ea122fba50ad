import { predecessorAccountId, utf8Decode } from '@research-hub/compiler/host'

/** The account that called, whoever signed. */
export function caller(): string {
  return utf8Decode(predecessorAccountId())
}
