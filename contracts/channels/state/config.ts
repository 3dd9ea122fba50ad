/** The contract's settings and the tombstones of closed channels. */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../../common/wire/fail.js'
import { keyOf } from './keys.js'

export type Config = {
  readonly feeBps: number
  readonly feeRecipientId: string
  /** Where royalties go; empty when the hub has no licensing contract. */
  readonly licensingId: string
}

/** Holds an id that might be opened again inside its height window. */
export type Tombstone = { readonly payerId: string; readonly openHeight: bigint }

const version = 1
const configKey = 's:'
const configLayout = '12ss'
const tombstoneLayout = '1s8'

export function loadConfig(): Config {
  const bytes = storageRead(configKey)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  const record = unpack(configLayout, bytes)
  return { feeBps: record[1], feeRecipientId: record[2], licensingId: record[3] }
}

export function saveConfig({ feeBps, feeRecipientId, licensingId }: Config): void {
  storageWrite(configKey, pack(configLayout, [version, feeBps, feeRecipientId, licensingId]))
}

export function loadTombstone(id: Uint8Array): Tombstone | undefined {
  const bytes = storageRead(keyOf('d', id))
  if (bytes === undefined) return undefined
  const record = unpack(tombstoneLayout, bytes)
  return { payerId: record[1], openHeight: record[2] }
}

export function hasTombstone(id: Uint8Array): boolean {
  return storageHasKey(keyOf('d', id))
}

export function saveTombstone(id: Uint8Array, tombstone: Tombstone): void {
  storageWrite(keyOf('d', id), encodeTombstone(tombstone))
}

export function removeTombstone(id: Uint8Array): void {
  storageRemove(keyOf('d', id))
}

export function tombstoneBytes(id: Uint8Array, tombstone: Tombstone): bigint {
  return recordBytes(keyOf('d', id), encodeTombstone(tombstone))
}

function encodeTombstone({ payerId, openHeight }: Tombstone): Uint8Array {
  return pack(tombstoneLayout, [version, payerId, openHeight])
}
