/** Records of one kind, one behind the other; together at most about 1 800 bytes. */
import { type RecordField, recordDecodeList, recordEncodeList } from '@research-hub/compiler/host'
import type { RecordCodec } from './record.js'

/** Throws when a member does not fit its field. */
export function encodeList<Value>(
  { template, layout }: RecordCodec<Value>,
  values: readonly Value[],
): Uint8Array {
  const items = values as readonly Readonly<Record<string, RecordField>>[]
  return recordEncodeList(template, layout, items)
}

/** Throws unless the records use the bytes up exactly. */
export function decodeList<Value>(
  { template, layout }: RecordCodec<Value>,
  bytes: Uint8Array,
): Value[] {
  return recordDecodeList(template, layout, bytes) as Value[]
}
