/** Revocation lists, one per issuer. */
import { bytes32, offsetsOf, type RecordOf, record, u32, u64 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { isSame, u32 as u32At } from '../rules/bytes.js'
import { loadBody, loadPaid, savePaid } from './paid.js'

export type CrlIssuer = 'root' | 'platform' | 'processor'

/** The serial numbers follow. */
const headFields = {
  /** SHA-256 of the issuer's key. */
  issuerKeyHash: bytes32,
  thisUpdateS: u32,
  nextUpdateS: u32,
  number: u64,
} as const
export const crlHeadRecord = record(headFields)
const headLength = crlHeadRecord.size
const at = offsetsOf(headFields)

type StoredCrl = RecordOf<typeof crlHeadRecord> & {
  readonly payerId: string
  /** 20 bytes each. */
  readonly serials: Uint8Array
}

export function loadCrl(issuer: CrlIssuer): StoredCrl | undefined {
  const found = loadPaid(`r:${issuer}`)
  if (found === undefined) return undefined
  const { payerId, body } = found
  return {
    payerId,
    ...crlHeadRecord.decode(body.subarray(0, headLength)),
    serials: serialsOf(body),
  }
}

/** A list as it lies, for judgements. */
export function loadCrlRecord(issuer: CrlIssuer): Uint8Array | undefined {
  return loadBody(`r:${issuer}`)
}

/** Until when it holds, if it is by this issuer and holds at `nowS`. */
export function crlUntilS(
  record: Uint8Array,
  issuerKeyHash: Uint8Array,
  nowS: number,
): number | undefined {
  const nextUpdateS = u32At(record, at.nextUpdateS)
  const isCurrent = nowS >= thisUpdateSOf(record) && nowS <= nextUpdateS
  return isCurrent && isSame(record, at.issuerKeyHash, issuerKeyHash, 0, 32)
    ? nextUpdateS
    : undefined
}

export function thisUpdateSOf(record: Uint8Array): number {
  return u32At(record, at.thisUpdateS)
}

export function serialsOf(record: Uint8Array): Uint8Array {
  return record.subarray(headLength)
}

export function saveCrl(issuer: CrlIssuer, crl: StoredCrl): void {
  savePaid(`r:${issuer}`, crl.payerId, joinBytes([crlHeadRecord.encode(crl), crl.serials]))
}
