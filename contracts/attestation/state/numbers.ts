/** Intel's evaluation numbers, a part of the chain record: which updates there are and since when. */
import { bytes32, offsetsOf, type RecordOf, record, u32 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

/** The numbers follow, highest first. */
const headFields = { signerKeyHash: bytes32, thisUpdateS: u32, nextUpdateS: u32 } as const
export const numbersHeadRecord = record(headFields)
export const numbersHeadLength: number = numbersHeadRecord.size
export const numbersAt: Readonly<Record<keyof typeof headFields, number>> = offsetsOf(headFields)

/** A number, the event that it was made for, and since when the list names it here. */
const fields = { number: u32, eventS: u32, seenS: u32 } as const
export const numberRecord = record(fields)
export const numberLength: number = numberRecord.size
export const numberAt: Readonly<Record<keyof typeof fields, number>> = offsetsOf(fields)

export type NumbersHead = RecordOf<typeof numbersHeadRecord>

export type KnownNumber = RecordOf<typeof numberRecord>

export function packNumbers(head: NumbersHead, numbers: readonly KnownNumber[]): Uint8Array {
  const packed = numbers.map((number) => numberRecord.encode(number))
  return joinBytes([numbersHeadRecord.encode(head), ...packed])
}

export function unpackNumbers(body: Uint8Array): readonly KnownNumber[] {
  const found: KnownNumber[] = []
  for (let at = numbersHeadLength; at < body.length; at += numberLength) {
    found.push(numberRecord.decode(body.subarray(at, at + numberLength)))
  }
  return found
}
