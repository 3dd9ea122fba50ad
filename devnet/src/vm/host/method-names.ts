/** Names of methods in what a contract promises. */
import { emptyMethodName, HostError, invalidMethodName } from '../logic/errors.js'
import { decodeUtf8, type Logic } from '../logic/logic.js'

const comma = 0x2c

/** The names of a list separated by commas; an empty one is refused before anything is paid. */
export function readMethodNames(logic: Logic, length: bigint, pointer: bigint): Uint8Array[] {
  const list = logic.input(length, pointer)
  if (list.length === 0) return []
  const names: Uint8Array[] = []
  for (let start = 0; start <= list.length; ) {
    const end = list.indexOf(comma, start)
    const name = list.subarray(start, end < 0 ? list.length : end)
    if (name.length === 0) throw emptyMethodName()
    names.push(name)
    start += name.length + 1
  }
  return names
}

/** What a list of names counts: each name and a terminator. */
export function listBytes(names: readonly Uint8Array[]): bigint {
  return BigInt(names.reduce((sum, name) => sum + name.length + 1, 0))
}

/** Refuses what is not UTF-8; nearcore does so when it adds the action, after its fees. */
export function decodeMethodName(name: Uint8Array): string {
  try {
    return decodeUtf8(name)
  } catch (error) {
    throw error instanceof HostError ? invalidMethodName() : error
  }
}
