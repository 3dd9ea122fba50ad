/** Machines nobody may register with. */
import { hexEncode } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { loadBody, removePaid, savePaid } from './paid.js'

export type Denial = { readonly deniedAtNs: bigint; readonly reason: string }

const layout = '8s'

export function loadDenial(machineId: Uint8Array): Denial | undefined {
  const body = loadBody(keyOf(machineId))
  if (body === undefined) return undefined
  const [deniedAtNs, reason] = unpack(layout, body)
  return { deniedAtNs, reason }
}

export function saveDenial(machineId: Uint8Array, payerId: string, denial: Denial): void {
  savePaid(keyOf(machineId), payerId, pack(layout, [denial.deniedAtNs, denial.reason]))
}

export function removeDenial(machineId: Uint8Array): void {
  removePaid(keyOf(machineId))
}

function keyOf(machineId: Uint8Array): string {
  return `d:${hexEncode(machineId)}`
}
