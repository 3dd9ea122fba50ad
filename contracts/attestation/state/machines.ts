/** Machines nobody may register with, and when each was denied before. */
import { hexEncode } from '@research-hub/compiler/host'
import { type RecordOf, record, rest, text, u64, version } from '../../common/state/record.js'
import { covers } from './intervals.js'
import { loadBody, savePaid } from './paid.js'

export const denialRecord = record({
  version: version(1),
  /** 0 while it is allowed again. */
  deniedAtNs: u64,
  reason: text,
  /** When it was denied before. */
  past: rest,
})

type Denial = RecordOf<typeof denialRecord>

export function loadDenial(machineId: Uint8Array): Denial | undefined {
  const body = loadBody(keyOf(machineId))
  return body === undefined ? undefined : denialRecord.decode(body)
}

export function saveDenial(machineId: Uint8Array, payerId: string, denial: Denial): void {
  savePaid(keyOf(machineId), payerId, denialRecord.encode(denial))
}

export function wasDenied(machineId: Uint8Array, atNs: bigint): boolean {
  const denial = loadDenial(machineId)
  if (denial === undefined) return false
  const { deniedAtNs, past } = denial
  return (deniedAtNs !== 0n && atNs >= deniedAtNs) || covers(past, atNs)
}

function keyOf(machineId: Uint8Array): string {
  return `d:${hexEncode(machineId)}`
}
