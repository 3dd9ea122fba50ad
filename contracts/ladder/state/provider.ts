/** Providers where resource credits can be spent, and how much was so far. */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { record, u128, version } from '../../common/state/record.js'
import { fail } from '../errors.js'

export const providerRecord = record({ version: version(1), received: u128 })

export function hasProvider(providerId: string): boolean {
  return storageHasKey(`v:${providerId}`)
}

/** Credits spent there. */
export function requireProvider(providerId: string): bigint {
  const bytes = storageRead(`v:${providerId}`) ?? fail('ERR_PROVIDER_UNKNOWN', providerId)
  return providerRecord.decode(bytes).received
}

export function saveProvider(providerId: string, received: bigint): void {
  storageWrite(`v:${providerId}`, providerRecord.encode({ received }))
}

export function removeProvider(providerId: string): void {
  storageRemove(`v:${providerId}`)
}
