/** Host functions of universal accounts (NEP-655, nearcore `host.rs`, protocol 88). */
import { universalAccountsSince } from '../../primitives/account-id.js'
import {
  type DecodedStateInit,
  decodeUniversalStateInit,
  universalAccountId,
} from '../../primitives/universal-state-init.js'
import { define, type HostFunction } from './define.js'
import { defineAction, payAction, target } from './promise-action.js'

/** What the id's function returns: it has written the id, the bytes say nothing, or say it oddly. */
const status = { ok: 0n, malformed: 1n, notCanonical: 2n } as const

/**
 * Entries and keys to charge for. Bytes that the new receipt will be refused for count as the most
 * that could be in their length: entries of 8 bytes after the first 6, keys of 33 after the first 10.
 */
function countsOf(
  { value, isCanonical }: DecodedStateInit,
  length: number,
): { readonly entries: number; readonly keys: number } {
  if (value !== undefined && isCanonical)
    return { entries: value.data.size, keys: value.accessKeys.length }
  const most = (before: number, each: number) => Math.ceil(Math.max(length - before, 0) / each)
  return { entries: most(6, 8), keys: most(10, 33) }
}

export const universalStateInitFunctions: readonly HostFunction[] = [
  define(
    'universal_state_init_to_account_id',
    'lll',
    'l',
    (logic, length = 0n, pointer = 0n, register = 0n) => {
      logic.gas.pay('universal_state_init_to_account_id_base')
      const stateInit = logic.input(length, pointer)
      logic.gas.pay('universal_state_init_to_account_id_byte', stateInit.length)
      const { value, isCanonical } = decodeUniversalStateInit(stateInit)
      if (value === undefined) return status.malformed
      if (!isCanonical) return status.notCanonical
      logic.registers.write(register, new TextEncoder().encode(universalAccountId(stateInit)))
      return status.ok
    },
    universalAccountsSince,
  ),
  defineAction(
    'promise_batch_action_universal_state_init',
    'llll',
    (logic, promise = 0n, length = 0n, pointer = 0n, amount = 0n) => {
      const stateInit = logic.input(length, pointer)
      const depositYocto = logic.u128(amount)
      const to = target(logic, promise)
      const { fees } = logic.config
      payAction(logic, 'UNIVERSAL_STATE_INIT_BASE', fees.universalStateInitBase, to)
      const bytes = BigInt(stateInit.length)
      payAction(logic, 'UNIVERSAL_STATE_INIT_BYTE', fees.universalStateInitByte, to, bytes)
      const counts = countsOf(decodeUniversalStateInit(stateInit), stateInit.length)
      const { universalStateInitEntry, addFullAccessKey } = fees
      const entries = BigInt(counts.entries)
      payAction(logic, 'UNIVERSAL_STATE_INIT_ENTRY', universalStateInitEntry, to, entries)
      payAction(logic, 'ADD_FULL_ACCESS_KEY', addFullAccessKey, to, BigInt(counts.keys))
      logic.debit(depositYocto)
      to.actions.push({ kind: 'UniversalStateInit', stateInit, depositYocto })
    },
    universalAccountsSince,
  ),
]
