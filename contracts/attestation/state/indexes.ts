/** Who holds a key, and which workers a policy has. */
import { storageRead, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { joinBytes } from '../../common/wire/bytes.js'
import { putU32, u32 } from '../rules/bytes.js'
import { loadPaid, removePaid, savePaid } from './paid.js'
import { numbered } from './places.js'

export const keyKinds = ['signing', 'encryption'] as const

export type KeyKind = (typeof keyKinds)[number]

/** One of the keys that a worker's record and evidence have side by side. */
export function keyIn(keys: Uint8Array, kind: KeyKind): Uint8Array {
  return kind === 'signing' ? keys.subarray(0, 32) : keys.subarray(32, 64)
}

/** The worker that registered a key, also when it has ended. */
export function keyHolder(kind: KeyKind, key: Uint8Array): string | undefined {
  return loadPaid(keyOf(kind, key))?.payerId
}

export function claimKey(kind: KeyKind, key: Uint8Array, workerId: string): void {
  savePaid(keyOf(kind, key), workerId, new Uint8Array(0))
}

export function freeKey(kind: KeyKind, key: Uint8Array): void {
  removePaid(keyOf(kind, key))
}

export function countWorkers(policyId: string): number {
  const bytes = storageRead(countKey(policyId))
  return bytes === undefined ? 0 : u32(bytes, 0)
}

/** Puts a worker at the end of a policy's list; answers its place. */
export function listWorker(policyId: string, workerId: string): number {
  const place = countWorkers(policyId)
  savePaid(placeKey(policyId, place), workerId, new Uint8Array(0))
  storageWrite(countKey(policyId), u32Bytes(place + 1))
  return place
}

/** Takes a place out of the list; the last worker moves there, and is answered if it is another. */
export function unlistWorker(policyId: string, place: number): string | undefined {
  const last = countWorkers(policyId) - 1
  const lastId = workerAt(policyId, last)
  removePaid(placeKey(policyId, last))
  storageWrite(countKey(policyId), u32Bytes(last))
  if (place === last || lastId === undefined) return undefined
  savePaid(placeKey(policyId, place), lastId, new Uint8Array(0))
  return lastId
}

export function workerAt(policyId: string, place: number): string | undefined {
  return loadPaid(placeKey(policyId, place))?.payerId
}

/** Who is a policy's worker of this number on a machine. */
export function slotHolder(
  policyId: string,
  machineId: Uint8Array,
  slot: number,
): string | undefined {
  return loadPaid(slotKey(policyId, machineId, slot))?.payerId
}

export function claimSlot(
  policyId: string,
  machineId: Uint8Array,
  slot: number,
  workerId: string,
): void {
  savePaid(slotKey(policyId, machineId, slot), workerId, new Uint8Array(0))
}

export function freeSlot(policyId: string, machineId: Uint8Array, slot: number): void {
  removePaid(slotKey(policyId, machineId, slot))
}

function slotKey(policyId: string, machineId: Uint8Array, slot: number): Uint8Array {
  return joinBytes([utf8Encode(`h:${policyId}:`), machineId, Uint8Array.of(slot)])
}

function keyOf(kind: KeyKind, key: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode(kind === 'signing' ? 'z:' : 'x:'), key])
}

function countKey(policyId: string): string {
  return `n:${policyId}`
}

function placeKey(policyId: string, place: number): Uint8Array {
  return numbered(`l:${policyId}:`, place)
}

function u32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  putU32(bytes, 0, value)
  return bytes
}
