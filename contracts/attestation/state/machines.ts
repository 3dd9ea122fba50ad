/** Machines nobody may register with. */
import { hexEncode } from '@research-hub/compiler/host'
import { type RecordOf, record, text, u64 } from '../../common/state/record.js'
import { loadBody, removePaid, savePaid } from './paid.js'

export const denialRecord = record({ deniedAtNs: u64, reason: text })

type Denial = RecordOf<typeof denialRecord>

export function loadDenial(machineId: Uint8Array): Denial | undefined {
  const body = loadBody(keyOf(machineId))
  return body === undefined ? undefined : denialRecord.decode(body)
}

export function saveDenial(machineId: Uint8Array, payerId: string, denial: Denial): void {
  savePaid(keyOf(machineId), payerId, denialRecord.encode(denial))
}

export function removeDenial(machineId: Uint8Array): void {
  removePaid(keyOf(machineId))
}

function keyOf(machineId: Uint8Array): string {
  return `d:${hexEncode(machineId)}`
}
