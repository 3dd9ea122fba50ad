import { HostError, limitError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import { define, type HostFunction } from './define.js'

/** Values above this are kept out of line; reading one has its own overhead. */
const largeValueBytes = 4000

function checkKey(logic: Logic, key: Uint8Array): void {
  const limit = logic.config.limits.max_length_storage_key
  if (key.length > limit)
    throw limitError('KeyLengthExceeded', 'The length of a storage key', key.length, limit)
}

/** A record's share of storage usage. */
function recordBytes(logic: Logic, key: Uint8Array, value: Uint8Array): bigint {
  return BigInt(key.length + value.length) + logic.config.numExtraBytesRecord
}

function deprecated(name: string, params: string): HostFunction {
  return define(name, params, 'l', () => {
    throw new HostError(
      `Attempted to call deprecated host function ${name}`,
      `Deprecated { method_name: "${name}" }`,
    )
  })
}

export const storageFunctions: readonly HostFunction[] = [
  define(
    'storage_write',
    'lllll',
    'l',
    (
      logic,
      keyLength = 0n,
      keyPointer = 0n,
      valueLength = 0n,
      valuePointer = 0n,
      register = 0n,
    ) => {
      logic.gas.pay('base')
      logic.forbidInView('storage_write')
      logic.gas.pay('storage_write_base')
      const key = logic.input(keyLength, keyPointer)
      checkKey(logic, key)
      const value = logic.input(valueLength, valuePointer)
      const limit = logic.config.limits.max_length_storage_value
      if (value.length > limit) {
        throw limitError(
          'ValueLengthExceeded',
          'The length of a storage value',
          value.length,
          limit,
        )
      }
      logic.gas.pay('storage_write_key_byte', key.length)
      logic.gas.pay('storage_write_value_byte', value.length)
      const { previous, touchedTrieNodes } = logic.external.storageWrite(key, value)
      if (previous !== undefined) logic.gas.pay('storage_write_evicted_byte', previous.length)
      logic.gas.pay('touching_trie_node', touchedTrieNodes)
      if (previous === undefined) {
        logic.storageUsage += recordBytes(logic, key, value)
        return 0n
      }
      logic.storageUsage += BigInt(value.length - previous.length)
      logic.registers.write(register, previous)
      return 1n
    },
  ),
  define('storage_read', 'lll', 'l', (logic, length = 0n, pointer = 0n, register = 0n) => {
    logic.gas.pay('base')
    logic.gas.pay('storage_read_base')
    const key = logic.input(length, pointer)
    checkKey(logic, key)
    logic.gas.pay('storage_read_key_byte', key.length)
    const value = logic.external.storageRead(key)
    if (value === undefined) return 0n
    logic.gas.pay('storage_read_value_byte', value.length)
    if (value.length > largeValueBytes) {
      logic.gas.pay('storage_large_read_overhead_base')
      logic.gas.pay('storage_large_read_overhead_byte', value.length)
    }
    logic.registers.write(register, value)
    return 1n
  }),
  define('storage_remove', 'lll', 'l', (logic, length = 0n, pointer = 0n, register = 0n) => {
    logic.gas.pay('base')
    logic.forbidInView('storage_remove')
    logic.gas.pay('storage_remove_base')
    const key = logic.input(length, pointer)
    checkKey(logic, key)
    logic.gas.pay('storage_remove_key_byte', key.length)
    const { previous, touchedTrieNodes } = logic.external.storageRemove(key)
    if (previous !== undefined) logic.gas.pay('storage_remove_ret_value_byte', previous.length)
    logic.gas.pay('touching_trie_node', touchedTrieNodes)
    if (previous === undefined) return 0n
    logic.storageUsage -= recordBytes(logic, key, previous)
    logic.registers.write(register, previous)
    return 1n
  }),
  define('storage_has_key', 'll', 'l', (logic, length = 0n, pointer = 0n) => {
    logic.gas.pay('base')
    logic.gas.pay('storage_has_key_base')
    const key = logic.input(length, pointer)
    checkKey(logic, key)
    logic.gas.pay('storage_has_key_byte', key.length)
    return logic.external.storageHas(key) ? 1n : 0n
  }),
  deprecated('storage_iter_prefix', 'll'),
  deprecated('storage_iter_range', 'llll'),
  deprecated('storage_iter_next', 'lll'),
]
