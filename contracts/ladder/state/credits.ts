/** Resource credits of accounts, and the providers where they can be spent. */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import type { CreditPart } from '../rules/credits.js'

const version = 1
/** Version; two of season and amount, an amount of zero for none. */
const creditsLayout = '14646'
const providerLayout = '16'

/** Undefined when the account has no record; its storage is the account's. */
export function loadParts(accountId: string): CreditPart[] | undefined {
  const bytes = storageRead(`x:${accountId}`)
  if (bytes === undefined) return undefined
  const [, firstSeason, first, secondSeason, second] = unpack(creditsLayout, bytes)
  const parts = [
    { season: firstSeason, amount: first },
    { season: secondSeason, amount: second },
  ]
  return parts.filter(({ amount }) => amount > 0n)
}

export function saveParts(accountId: string, [first, second]: readonly CreditPart[]): void {
  storageWrite(
    `x:${accountId}`,
    pack(creditsLayout, [
      version,
      first?.season ?? 0,
      first?.amount ?? 0n,
      second?.season ?? 0,
      second?.amount ?? 0n,
    ]),
  )
}

export function removeParts(accountId: string): void {
  storageRemove(`x:${accountId}`)
}

export function partsBytes(accountId: string): bigint {
  return recordBytes(`x:${accountId}`, pack(creditsLayout, [version, 0, 0n, 0, 0n]))
}

export function hasProvider(providerId: string): boolean {
  return storageHasKey(`v:${providerId}`)
}

/** Credits spent at a provider so far. */
export function requireProvider(providerId: string): bigint {
  const bytes = storageRead(`v:${providerId}`) ?? fail('ERR_PROVIDER_UNKNOWN', providerId)
  return unpack(providerLayout, bytes)[1]
}

export function saveProvider(providerId: string, received: bigint): void {
  storageWrite(`v:${providerId}`, pack(providerLayout, [version, received]))
}

export function removeProvider(providerId: string): void {
  storageRemove(`v:${providerId}`)
}
