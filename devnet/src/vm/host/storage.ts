import { HostError, limitError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { StorageChange } from '../types/interface.js'
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

function payNodes(logic: Logic, { touchedTrieNodes, cachedTrieNodes }: StorageChange): void {
  logic.gas.pay('touching_trie_node', touchedTrieNodes)
  logic.gas.pay('read_cached_trie_node', cachedTrieNodes)
}

/** What one receipt reads must fit a proof that validators can pass around. */
function checkProof(logic: Logic): void {
  const limitBytes = logic.config.limits.per_receipt_storage_proof_size_limit
  if (logic.external.proofBytes() <= limitBytes) return
  const limit = `${(limitBytes / 1_000_000).toFixed(1)} MB`
  throw new HostError(
    `Size of the recorded trie storage proof has exceeded the allowed limit (${limit})`,
    `RecordedStorageExceeded { limit: ${limit} }`,
  )
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
      const change = logic.external.storageWrite(key, value, (bytes) =>
        logic.gas.pay('storage_write_evicted_byte', bytes),
      )
      const { previous } = change
      payNodes(logic, change)
      checkProof(logic)
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
    const value = logic.external.storageRead(key, (bytes) => {
      logic.gas.pay('storage_read_value_byte', bytes)
      if (bytes <= largeValueBytes) return
      logic.gas.pay('storage_large_read_overhead_base')
      logic.gas.pay('storage_large_read_overhead_byte', bytes)
    })
    checkProof(logic)
    if (value === undefined) return 0n
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
    const change = logic.external.storageRemove(key, (bytes) =>
      logic.gas.pay('storage_remove_ret_value_byte', bytes),
    )
    const { previous } = change
    payNodes(logic, change)
    checkProof(logic)
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
    const isThere = logic.external.storageHas(key)
    checkProof(logic)
    return isThere ? 1n : 0n
  }),
  deprecated('storage_iter_prefix', 'll'),
  deprecated('storage_iter_range', 'llll'),
  deprecated('storage_iter_next', 'lll'),
]
