/** Borsh of state inits and of the global contracts that they name. */
import { BorshError, type BorshReader, type BorshWriter } from './borsh.js'
import { bytesKey, bytesOfKey } from './hash.js'
import { readAccountId } from './key-codec.js'
import type { GlobalContractId, StateInit } from './types.js'

export function readGlobalContractId(reader: BorshReader): GlobalContractId {
  const tag = reader.u8()
  if (tag === 0) return { kind: 'codeHash', codeHash: reader.fixed(32) }
  if (tag === 1) return { kind: 'accountId', accountId: readAccountId(reader) }
  throw new BorshError(`Unexpected variant tag: ${tag}`)
}

export function writeGlobalContractId(writer: BorshWriter, id: GlobalContractId): BorshWriter {
  return id.kind === 'codeHash'
    ? writer.u8(0).fixed(id.codeHash)
    : writer.u8(1).string(id.accountId)
}

export function readStateInit(reader: BorshReader): StateInit {
  const version = reader.u8()
  if (version !== 0) throw new BorshError(`Unexpected variant tag: ${version}`)
  return { code: readGlobalContractId(reader), data: readEntries(reader) }
}

/** NEP-616: an account id is the hash of these bytes. Entries stand in the order of their keys. */
export function writeStateInit(writer: BorshWriter, { code, data }: StateInit): BorshWriter {
  return writeEntries(writeGlobalContractId(writer.u8(0), code), data)
}

export function readEntries(reader: BorshReader): Map<string, Uint8Array> {
  return new Map(reader.list(() => [bytesKey(reader.bytes()), reader.bytes()] as const))
}

export function writeEntries(
  writer: BorshWriter,
  data: ReadonlyMap<string, Uint8Array>,
): BorshWriter {
  const entries = Array.from(data, ([key, value]) => [bytesOfKey(key), value] as const)
  entries.sort(([a], [b]) => Buffer.compare(a, b))
  writer.u32(data.size)
  for (const [key, value] of entries) writer.bytes(key).bytes(value)
  return writer
}
