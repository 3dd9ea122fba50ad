/**
 * What ties the types of arguments, which the ABI shows, to the shapes that decode them. Nothing here runs:
 * each expected error is one that the compiler must find, and compiling fails where it does not.
 */
import type { RawArgs } from '@research-hub/compiler/host'
import {
  accountId,
  boolean,
  decodeArgs,
  decodeJson,
  hex,
  integer,
  list,
  object,
  objectOf,
  oneOf,
  optional,
  u64,
} from '@research-hub/contracts/common/wire/decode'
import type { JsonOf } from '@research-hub/contracts/common/wire/events'

type Args = {
  readonly account_id: string
  readonly epoch: number
  readonly side?: 'left' | 'right'
  readonly shares: readonly { readonly id: string; readonly memo?: string }[]
}

const share = object({ id: u64, memo: optional(hex(4)) })
const shape = {
  account_id: accountId,
  epoch: integer(0, 9),
  side: optional(oneOf('left', 'right')),
  shares: list(share, 4),
}

export function agrees(raw: RawArgs<Args>, json: JsonOf<Args>): readonly unknown[] {
  const args = decodeArgs(raw, shape)
  const epoch: number = args.epoch
  const side: 'left' | 'right' | undefined = args.side
  const id: bigint | undefined = args.shares[0]?.id
  return [epoch, side, id, decodeJson(json, shape), objectOf<Args>()(shape)]
}

export function emptyAgrees(raw: RawArgs<Readonly<Record<never, never>>>): void {
  decodeArgs(raw, {})
}

/** NEPs write it so: what may be absent may be null. */
export function nullAgrees(raw: RawArgs<{ readonly memo?: string | null }>): void {
  decodeArgs(raw, { memo: optional(hex(4)) })
}

export function names(raw: RawArgs<Args>): void {
  // @ts-expect-error a declared argument is not decoded
  decodeArgs(raw, { account_id: accountId, epoch: shape.epoch, shares: shape.shares })
  // @ts-expect-error an optional one is decoded that nothing declares
  decodeArgs(raw, { ...shape, memo: optional(hex(4)) })
  // @ts-expect-error no arguments are decoded where some are declared
  decodeArgs(raw, {})
}

export function absence(raw: RawArgs<Args>): void {
  // @ts-expect-error declared as required
  decodeArgs(raw, { ...shape, account_id: optional(accountId) })
  // @ts-expect-error declared as optional
  decodeArgs(raw, { ...shape, side: oneOf('left', 'right') })
}

export function values(raw: RawArgs<Args>): void {
  // @ts-expect-error a decimal string where a number is declared
  decodeArgs(raw, { ...shape, epoch: u64 })
  // @ts-expect-error a number where a string is declared
  decodeArgs(raw, { ...shape, account_id: integer(0, 9) })
  // @ts-expect-error a boolean where a string is declared
  decodeArgs(raw, { ...shape, account_id: boolean })
  // @ts-expect-error one word fewer
  decodeArgs(raw, { ...shape, side: optional(oneOf('left')) })
  // @ts-expect-error any string where two words are declared
  decodeArgs(raw, { ...shape, side: optional(hex(4)) })
}

export function nested(raw: RawArgs<Args>, json: JsonOf<Args>): void {
  // @ts-expect-error an item's member is required in the shape alone
  decodeArgs(raw, { ...shape, shares: list(object({ id: u64, memo: hex(4) }), 4) })
  // @ts-expect-error an item's member is not decoded
  decodeArgs(raw, { ...shape, shares: list(object({ id: u64 }), 4) })
  // @ts-expect-error one item where a list is declared
  decodeArgs(raw, { ...shape, shares: share })
  // @ts-expect-error the same in a message
  decodeJson(json, { ...shape, epoch: u64 })
  // @ts-expect-error the same in what a message carries
  objectOf<Args>()({ ...shape, epoch: u64 })
}

export function undeclared(raw: Uint8Array): void {
  // @ts-expect-error nothing is declared
  decodeArgs(raw, shape)
}
