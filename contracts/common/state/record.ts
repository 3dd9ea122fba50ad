/** Packed records, typed by their layout; see `recordPack` for the letters. */
import { recordPack, recordUnpack } from '@research-hub/compiler/host'

type FieldOf<Letter> = Letter extends '1' | '2' | '4'
  ? number
  : Letter extends '8' | '6'
    ? bigint
    : Letter extends 'h'
      ? Uint8Array
      : string

/** The fields of a layout, in order. */
export type FieldsOf<Layout extends string> = Layout extends `${infer Letter}${infer Rest}`
  ? readonly [FieldOf<Letter>, ...FieldsOf<Rest>]
  : readonly []

export function pack<Layout extends string>(layout: Layout, fields: FieldsOf<Layout>): Uint8Array {
  return recordPack(layout, fields)
}

export function unpack<Layout extends string>(layout: Layout, bytes: Uint8Array): FieldsOf<Layout> {
  return recordUnpack(layout, bytes) as unknown as FieldsOf<Layout>
}
