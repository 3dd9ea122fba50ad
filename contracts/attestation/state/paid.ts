/**
 * Records with the account that pays for their bytes: a length byte and the account in front of the
 * body. Changes are summed per account and applied once, at the end of a call, by `settleStorage`.
 */
import {
  storageRead,
  storageRemove,
  storageWrite,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'

export type Paid = { readonly payerId: string; readonly body: Uint8Array }

type Key = Uint8Array | string

type Charge = { readonly accountId: string; bytes: bigint }

let charges: Charge[] = []
/** Charged beyond what the records take. */
let surplusBytes = 0n

export function loadPaid(key: Key): Paid | undefined {
  const value = storageRead(key)
  return value === undefined ? undefined : splitPaid(value)
}

/** The body alone. */
export function loadBody(key: Key): Uint8Array | undefined {
  const value = storageRead(key)
  return value?.subarray(1 + (value[0] ?? 0))
}

/** Writes a record; whoever paid for the one before gets its bytes back, or goes on paying if nobody else does. */
export function savePaid(key: Key, payerId: string | undefined, body: Uint8Array): void {
  const before = storageRead(key)
  const formerId = before === undefined ? undefined : splitPaid(before).payerId
  if (before !== undefined) addCharge(formerId ?? '', -recordBytes(key, before))
  writePaid(key, payerId ?? formerId ?? '', [body])
}

/** Writes a record whose body is these parts; `before` is what is known of its predecessor, if there is one. */
export function replacePaid(
  key: Key,
  before: { readonly payerId: string; readonly length: number } | undefined,
  payerId: string,
  body: readonly Uint8Array[],
): void {
  const value = paidValue(payerId, body)
  storageWrite(key, value)
  if (before?.payerId === payerId) {
    const grown = value.length - (1 + payerId.length + before.length)
    if (grown !== 0) addCharge(payerId, BigInt(grown))
    return
  }
  if (before !== undefined)
    addCharge(before.payerId, -paidBytes(key, before.payerId, before.length))
  addCharge(payerId, recordBytes(key, value))
}

export function removePaid(key: Key): void {
  const before = storageRead(key)
  if (before === undefined) return
  addCharge(splitPaid(before).payerId, -recordBytes(key, before))
  storageRemove(key)
}

/** Bytes that a record with a body of this length takes. */
export function paidBytes(key: Key, payerId: string, length: number): bigint {
  return BigInt(key.length + 1 + payerId.length + length + 40)
}

/** Charges or releases bytes when the call ends. */
export function addCharge(accountId: string, bytes: bigint): void {
  const known = charges.find((charge) => charge.accountId === accountId)
  if (known === undefined) charges.push({ accountId, bytes })
  else known.bytes += bytes
}

/** Notes what parts of one record were charged beyond what the record takes; negative when freed. */
export function addSurplus(bytes: bigint): void {
  surplusBytes += bytes
}

/** What has been noted since they were last taken. */
export function takeCharges(): {
  readonly charges: readonly Charge[]
  readonly surplusBytes: bigint
} {
  const taken = { charges, surplusBytes }
  charges = []
  surplusBytes = 0n
  return taken
}

function writePaid(key: Key, payerId: string, body: readonly Uint8Array[]): void {
  const value = paidValue(payerId, body)
  addCharge(payerId, recordBytes(key, value))
  storageWrite(key, value)
}

/** Account ids are ASCII, and so is a length of at most 64. */
function paidValue(payerId: string, body: readonly Uint8Array[]): Uint8Array {
  return joinBytes([utf8Encode(String.fromCharCode(payerId.length) + payerId), ...body])
}

function splitPaid(value: Uint8Array): Paid {
  const end = 1 + (value[0] ?? 0)
  return { payerId: utf8Decode(value.subarray(1, end)), body: value.subarray(end) }
}
