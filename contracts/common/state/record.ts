/**
 * Records: one declaration gives a record's type, size, places, encoder and decoder.
 *
 *     const seatRecord = record({ version: version(1), season: u32, sinceNs: u64, ownerId: text })
 *     export type Seat = RecordOf<typeof seatRecord>
 *     storageWrite(key, seatRecord.encode({ season, sinceNs, ownerId }))
 *     const seat = seatRecord.decode(bytes)
 *
 * Fields are stored in the order of their declaration, integers little endian. A `version` is written
 * and is no member of the value. Where places are needed, `offsetsOf` the fields gives them. Declare
 * records at module level: names and places are then settled at build time, and a call decodes straight
 * into the named object. What a record may lack, or holds many of, is a record of its own that lies in
 * its `rest` or its `bytes`.
 */
import {
  type RecordField,
  type RecordTemplate,
  recordDecode,
  recordEncode,
} from '@research-hub/compiler/host'

/** A kind of field; `letters` as `recordEncode` has them. */
export type Field<Value> = {
  readonly letters: string
  /** Bytes it takes; undefined when that varies. */
  readonly size: number | undefined
  /** Only the type. */
  readonly value?: Value
}

export const u8: Field<number> = { letters: '1', size: 1 }
export const u16: Field<number> = { letters: '2', size: 2 }
export const u32: Field<number> = { letters: '4', size: 4 }
export const u64: Field<bigint> = { letters: '8', size: 8 }
export const u128: Field<bigint> = { letters: '6', size: 16 }
/** Two u128, the higher first. */
export const u256: Field<bigint> = { letters: 'w', size: 32 }
export const bool: Field<boolean> = { letters: 'b', size: 1 }
export const bytes32: Field<Uint8Array> = { letters: 'h', size: 32 }
/** At most 255 bytes of UTF-8 behind their number. */
export const text: Field<string> = { letters: 's', size: undefined }
/** The bytes that are left; the last field. */
export const rest: Field<Uint8Array> = { letters: 'r', size: undefined }

/** So many bytes, below 128. */
export function bytes(length: number): Field<Uint8Array> {
  return { letters: `x${String.fromCharCode(length)}`, size: length }
}

/** The byte that tells which declaration wrote the record. */
export function version(number: number): Version {
  return { letters: `v${String.fromCharCode(number)}`, size: 1, isVersion: true }
}

type Version = { readonly letters: string; readonly size: 1; readonly isVersion: true }

export type Fields = Readonly<Record<string, Field<unknown> | Version>>

/** What a record of these fields holds. */
export type ValueOf<F extends Fields> = {
  readonly [Name in keyof F as F[Name] extends Version ? never : Name]: F[Name] extends Field<
    infer Value
  >
    ? Value
    : never
}

/** What a declared record holds. */
export type RecordOf<Codec> = Codec extends RecordCodec<infer Value> ? Value : never

export class RecordCodec<Value> {
  /** As `recordEncode` takes them. */
  readonly template: RecordTemplate
  readonly layout: string
  /** Bytes of a record without those of its texts and its rest. */
  readonly size: number

  constructor(template: RecordTemplate, layout: string, size: number) {
    this.size = size
    this.template = template
    this.layout = layout
  }

  /** Throws when a member does not fit its field. */
  encode(value: Value): Uint8Array {
    return recordEncode(this.template, this.layout, value as Readonly<Record<string, RecordField>>)
  }

  /** Throws unless the fields use the bytes up exactly. */
  decode(bytes: Uint8Array): Value {
    return recordDecode(this.template, this.layout, bytes) as Value
  }
}

export function record<const F extends Fields>(fields: F): RecordCodec<ValueOf<F>> {
  const template: Record<string, unknown> = {}
  let letters = ''
  let size = 0
  for (const [name, field] of Object.entries(fields)) {
    size += field.size ?? (field.letters === 's' ? 1 : 0)
    letters += field.letters
    if (!('isVersion' in field)) template[name] = undefined
  }
  return new RecordCodec(template, letters, size)
}

/** Where each field begins, up to the first one behind a field whose size varies. */
export function offsetsOf<const F extends Fields>(fields: F): Readonly<Record<keyof F, number>> {
  const offsets: Record<string, number> = {}
  let at: number | undefined = 0
  for (const [name, field] of Object.entries(fields)) {
    if (at === undefined) break
    offsets[name] = at
    at = field.size === undefined ? undefined : at + field.size
  }
  return offsets as Record<keyof F, number>
}
